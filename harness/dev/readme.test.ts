import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { packageRoot } from '../cli/package-root.js'

const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')

describe('README', () => {
  it('names commands and options that there are', () => {
    const named = new Map<string, Set<string>>()
    for (const [, command = '', rest = ''] of readme.matchAll(/npx pmipspec ([a-z]+)([^`\n]*)/g)) {
      const options = named.get(command) ?? new Set()
      for (const [option] of rest.split(/[|#;]/)[0]?.matchAll(/--[a-z-]+/g) ?? []) options.add(option)
      named.set(command, options)
    }
    expect([...named.keys()]).to.include.members(['run', 'doctor', 'compare', 'merge', 'report', 'decode'])
    for (const [command, options] of named) {
      const { stdout, status } = spawnSync(process.execPath, [main, command, '--help'], { encoding: 'utf8' })
      expect(status, command).to.equal(0)
      for (const option of options)
        expect(stdout, `${command} ${option}`).to.match(new RegExp(`${option}\\b`))
    }
  })

  it('has snippets of YAML that parse', () => {
    const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)
    expect(blocks.length).to.be.at.least(4)
    for (const block of blocks) expect(() => parse(block), block).not.to.throw()
  })

  it('links to files that there are, and to small pictures', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)|src="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '')
    for (const link of links.filter((each) => !each.startsWith('http'))) {
      const file = join(packageRoot, link)
      expect(existsSync(file), link).to.equal(true)
      expect(statSync(file).size, link).to.be.below(300_000)
    }
    expect(links.filter((link) => link.endsWith('.png')).length).to.be.at.least(2)
  })
})
