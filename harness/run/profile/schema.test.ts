import { expect } from 'chai'
import { buildProfile } from './build.js'
import { parseDuration } from './duration.js'
import { compileSchema, nodeAt, resolveNode, type SchemaNode } from './schema.js'
import type { WrittenProfile } from './written.js'

describe('profiles/profile.schema.json', () => {
  const { root } = compileSchema<WrittenProfile>()
  const fields = allFields(root, root, '')

  it('has the fields of a profile', () => {
    expect(fields.length).to.be.greaterThan(50)
  })

  it('describes every field, for editors', () => {
    expect(fields.filter(({ written }) => !written.description).map(({ name }) => name)).to.deep.equal([])
  })

  it('says of every field that is no plain mapping what is allowed', () => {
    const silent = fields.filter(
      ({ node }) => node.type !== 'object' && !node.errorMessage?.startsWith('must '),
    )
    expect(silent.map(({ name }) => name)).to.deep.equal([])
  })

  it('lets no mapping take fields it does not know', () => {
    const open = [{ name: 'root', node: root }, ...fields].filter(
      ({ node }) =>
        node.properties !== undefined &&
        !('additionalProperties' in node && node.additionalProperties === false),
    )
    expect(open.map(({ name }) => name)).to.deep.equal([])
  })

  it('shows the defaults that are in force', () => {
    const profile = buildProfile(
      {
        device: { name: 'box', role: 'mag' },
        lma: { address: '2001:db8::1' },
        paths: [{ name: 'a', interface: 'a', address: '2001:db8::2', 'access-technology': 4, label: 9 }],
        'mag-id': 'mag-1',
      },
      'x.yaml',
    )
    const shown = (...path: string[]): unknown => {
      const node = nodeAt(root, path)
      return node !== undefined && 'default' in node ? node.default : undefined
    }
    expect(profile.edition).to.equal(shown('edition'))
    expect(profile.transport).to.equal(shown('transport'))
    expect(profile.lanes).to.equal(shown('lanes'))
    expect(profile.waivers).to.deep.equal(shown('waivers'))
    expect(profile.nodes.count).to.equal(shown('nodes', 'count'))
    for (const [claim, value] of Object.entries(profile.claims))
      expect(value).to.equal(shown('claims', claim))
    for (const group of ['numbers', 'timing', 'timers'] as const) {
      for (const [key, value] of Object.entries(profile[group])) {
        const written = shown(
          group,
          key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        )
        expect(group === 'numbers' ? written : parseDuration(written), `${group}.${key}`).to.equal(value)
      }
    }
  })
})

interface Field {
  readonly name: string
  /** As it stands in `properties`. */
  readonly written: SchemaNode
  readonly node: SchemaNode
}

function allFields(root: SchemaNode, node: SchemaNode, prefix: string): Field[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, written]) => {
    const resolved = resolveNode(root, written) ?? written
    const name = `${prefix}${key}`
    const items = resolveNode(root, resolved.items)
    return [
      { name, written, node: resolved },
      ...allFields(root, resolved, `${name}.`),
      ...(items === undefined ? [] : allFields(root, items, `${name}[].`)),
    ]
  })
}
