import { expect } from 'chai'
import { decode, encode } from './codec.js'
import { aligned } from './layout.js'
import { type Option, option } from './options.js'

const kinds = (options: readonly Option[]) => options.map(({ kind }) => kind)

describe('wire/layout', () => {
  it('pads to the alignment of each option and to the end', () => {
    const laid = aligned([option('handoff-indicator'), option('timestamp'), option('mobile-node-identifier')])
    expect(kinds(laid)).to.deep.equal([
      'handoff-indicator',
      'padn',
      'timestamp',
      'mobile-node-identifier',
      'pad1',
    ])
  })

  it('pads with Pad1 only, when asked', () => {
    expect(kinds(aligned([], 12, 'pad1'))).to.deep.equal(['pad1', 'pad1', 'pad1', 'pad1'])
    expect(aligned([], 8)).to.deep.equal([])
  })

  it('adapts to the size of a link-layer identifier', () => {
    for (const [size, offset] of [
      [6, 14],
      [4, 16],
      [8, 20],
    ] as const) {
      const identifier = new Uint8Array(size)
      const options = [
        option('pad1'),
        option('pad1'),
        option('mobile-node-link-layer-identifier', { identifier }),
      ]
      const octets = encode({
        kind: 'binding-update',
        sequence: 0,
        flags: 0,
        lifetime: 0,
        options: aligned(options),
      })
      const { message, issues } = decode(octets)
      expect(issues).to.deep.equal([])
      expect(message.options.find(({ kind }) => kind.startsWith('mobile'))?.offset).to.equal(offset)
    }
  })
})
