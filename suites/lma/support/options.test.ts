import { expect } from 'chai'
import { aligned, type Option, option } from '../../../harness/case/index.js'
import { around, atEnd, atOffset, endingWith, inFront } from './options.js'

const usual: readonly Option[] = [
  option('home-network-prefix'),
  option('timestamp', { timestamp: 1n }),
  option('mobile-node-identifier', { subtype: 1, identifier: Uint8Array.of(109, 110) }),
  option('mag-multipath-binding', { bid: 1 }),
  option('mag-identifier', { subtype: 1, identifier: Uint8Array.of(109, 97, 103) }),
]

const sizes: Readonly<Record<string, number>> = {
  pad1: 1,
  'home-network-prefix': 20,
  timestamp: 10,
  'mobile-node-identifier': 5,
  'mag-multipath-binding': 8,
  'mag-identifier': 7,
}

function sizeOf(o: Option): number {
  return o.kind === 'padn' ? 2 + o.data.length : (sizes[o.kind] ?? 0)
}

/** Offset of the option of a kind in the Mobility Header of a PBU, and where the message ends. */
function placed(
  options: readonly Option[],
  kind: Option['kind'],
): { readonly at: number; readonly end: number } {
  const before = options.slice(
    0,
    options.findIndex((o) => o.kind === kind),
  )
  const sum = (some: readonly Option[]) => some.reduce((total, o) => total + sizeOf(o), 12)
  return { at: sum(before), end: sum(options) }
}

const kinds = (options: readonly Option[]) => options.map((o) => o.kind).filter((k) => !k.startsWith('pad'))

describe('options of the cases of RFC 8278', () => {
  // The draft aligns option 63, so there only option 64 can be put anywhere.
  for (const [kind, draft] of [
    ['mag-multipath-binding', false],
    ['mag-identifier', false],
    ['mag-identifier', true],
  ] as const)
    it(`${kind} stands at each remainder of 8, ${draft ? 'with' : 'without'} the alignment of the draft`, () => {
      for (const remainder of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const further = draft ? { 'mag-multipath-binding': [8, 2] as const } : {}
        const sent = aligned(atOffset(kind, remainder)(usual), 12, 'padn', further)
        expect(placed(sent, kind).at % 8).to.equal(remainder)
        expect(placed(sent, kind).end % 8).to.equal(0)
        expect([...kinds(sent)].sort()).to.deep.equal([...kinds(usual)].sort())
      }
    })

  it('stand in the order asked for', () => {
    expect(kinds(inFront('mag-identifier', 'mag-multipath-binding')(usual)).slice(0, 2)).to.deep.equal([
      'mag-identifier',
      'mag-multipath-binding',
    ])
    expect(kinds(atEnd('mag-multipath-binding')(usual)).at(-1)).to.equal('mag-multipath-binding')
    const pad = [option('unknown', { type: 200, data: new Uint8Array(0) })]
    expect(kinds(around('mag-multipath-binding', pad, pad)(usual)).slice(3, 6)).to.deep.equal([
      'unknown',
      'mag-multipath-binding',
      'unknown',
    ])
  })

  it('may end the message without padding', () => {
    const last = option('mag-multipath-binding', { bid: 1, length: 7 })
    const sent = aligned(endingWith(last, 'mag-multipath-binding')(usual), 12)
    expect(sent.at(-1)).to.equal(last)
    expect(placed(sent, 'mag-multipath-binding').end % 8).to.equal(0)
  })
})
