import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { layers, suiteLayers } from './layers.js'

function sources(folder: string): readonly string[] {
  return readdirSync(join(packageRoot, folder), { withFileTypes: true, recursive: true })
    .filter(
      (e) =>
        e.isFile() && e.name.endsWith('.ts') && !e.name.endsWith('.test.ts') && !e.name.endsWith('.d.ts'),
    )
    .map((e) => relative(packageRoot, join(e.parentPath, e.name)))
}

/** Files of ours that a source imports, type imports included, relative to the project. */
function imports(file: string): readonly string[] {
  const text = readFileSync(join(packageRoot, file), 'utf8')
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)
  return [...found].map(([, path = '']) => relative(packageRoot, resolve(packageRoot, dirname(file), path)))
}

function breaches(file: string, allowed: readonly string[], own: string): readonly string[] {
  return imports(file)
    .filter((path) => !path.startsWith(own))
    .filter((path) => !allowed.some((layer) => path.startsWith(`harness/${layer}/`)))
    .map((path) => `${file} imports ${path}`)
}

describe('layers', () => {
  it('are the folders there are', () => {
    const folders = readdirSync(join(packageRoot, 'harness')).filter((name) => name !== 'dev')
    expect(folders.sort()).to.deep.equal(Object.keys(layers).sort())
  })

  for (const [layer, allowed] of Object.entries(layers))
    it(`${layer} imports only ${allowed.join(', ') || 'nothing of ours'}`, () => {
      const own = `harness/${layer}/`
      expect(sources(own).flatMap((file) => breaches(file, allowed, own))).to.deep.equal([])
    })

  it('suites import only the language of cases', () => {
    expect(sources('suites').flatMap((file) => breaches(file, suiteLayers, 'suites/'))).to.deep.equal([])
  })
})
