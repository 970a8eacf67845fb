import { expect } from 'chai'
import { find, option } from '../wire/index.js'
import type { LmaConfig } from './config.js'
import { Bench, MAG1, MAG2, MAG3, mmbOf, type Pbu, prefixesOf, STRANGER } from './testing/bench.js'

const P1 = '2001:db8:1000::'
const path1: Pbu = { linkLayer: 1, mmb: { bid: 1, label: 11, accessTechnology: 8 } }
const path2: Pbu = { linkLayer: 1, from: MAG2, prefixes: [P1], mmb: { bid: 2 } }
const refresh1: Pbu = { ...path1, handoff: 5, prefixes: [P1] }
const leave1: Pbu = { ...refresh1, handoff: 4, lifetime: 0 }
const leave2: Pbu = { ...path2, handoff: 4, lifetime: 0 }
const both = [`1@${MAG1}`, `2@${MAG2}`]

/** The standard setup: two paths of one node. */
function twoPaths(lifetime = 75, options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  const bench = new Bench(options)
  expect(bench.pbu({ ...path1, lifetime })?.status).to.equal(0)
  expect(bench.pbu({ ...path2, lifetime })?.status).to.equal(0)
  expect(bench.paths()).to.deep.equal(both)
  return bench
}

describe('multipath, RFC 8278', () => {
  it('accepts with the MMB and without MAG Identifier', () => {
    const bench = new Bench()
    const pba = bench.pbu({ ...path1, mmb: { bid: 1, label: 11, accessTechnology: 8, reserved: 0x3fffff } })
    expect(mmbOf(pba)).to.include({ bid: 1, label: 11, accessTechnology: 8, reserved: 0, length: 6 })
    expect(pba && find(pba, 'mag-identifier')).to.equal(undefined)
    expect(bench.lma.bindings().mobileNodes[0]).to.deep.equal({
      id: 'mn-1@example.net',
      multipath: true,
      magId: 'mag-1@example.net',
      prefixes: [`${P1}/64`],
      bindings: [{ bid: 1, careOf: MAG1, accessTechnology: 8, label: 11, lifetime: 300 }],
    })
  })

  it('adds the second path to the session, with and without link-layer identifier, for any HI', () => {
    expect(prefixesOf(twoPaths().answers()[1])).to.deep.equal([P1])
    for (const handoff of [1, 2, 3, 4]) {
      const bench = new Bench()
      const { linkLayer: _, ...first } = path1
      const { linkLayer: __, ...second } = path2
      bench.pbu(first)
      expect(bench.pbu({ ...second, handoff })?.status).to.equal(0)
      expect(bench.paths()).to.deep.equal(both)
    }
  })

  it('takes a refresh and a first PBU of another path at the same time', () => {
    const bench = new Bench()
    bench.pbu(path1)
    expect(bench.pbu(refresh1)?.status).to.equal(0)
    expect(bench.pbu(path2)?.status).to.equal(0)
    expect(bench.paths()).to.deep.equal(both)
  })

  it('B gives all paths the new lifetime, and without B each keeps its own', () => {
    const bench = twoPaths(10)
    bench.clock.pass(20_000)
    bench.pbu({ ...refresh1, lifetime: 10 })
    expect(bench.lifetime(2)).to.equal(20)
    bench.pbu({ ...refresh1, lifetime: 8, mmb: { bid: 1, bulk: true } })
    expect(bench.lifetime(2)).to.equal(32)
    bench.clock.pass(31_900)
    expect(bench.paths()).to.deep.equal(both)
    bench.clock.pass(200)
    expect(bench.paths()).to.deep.equal([])
  })

  it('O leaves the path it came for only, also under a new BID', () => {
    const bench = twoPaths()
    bench.pbu({ ...path2, handoff: 5, mmb: { bid: 2, overwrite: true } })
    expect(bench.paths()).to.deep.equal([`2@${MAG2}`])
    bench.pbu({ ...path2, from: MAG3, mmb: { bid: 7, overwrite: true } })
    expect(bench.paths()).to.deep.equal([`7@${MAG3}`])
  })

  it('a refused O, and a refused second path, leave all as it was', () => {
    const bench = twoPaths()
    expect(bench.pbu({ ...path2, handoff: null, mmb: { bid: 2, overwrite: true } })?.status).to.equal(161)
    expect(bench.pbu({ ...path2, from: STRANGER, mmb: { bid: 3 } })?.status).to.equal(154)
    expect(bench.pbu({ ...path2, from: MAG1, alternate: STRANGER, mmb: { bid: 3 } })?.status).to.equal(154)
    expect(bench.paths()).to.deep.equal(both)
  })

  it('de-registers the path of the BID, and the session with the last one', () => {
    const bench = twoPaths()
    const pba = bench.pbu(leave1)
    expect(pba).to.include({ status: 0, lifetime: 0 })
    expect(mmbOf(pba)?.bid).to.equal(1)
    expect(bench.paths()).to.deep.equal([`2@${MAG2}`])
    bench.clock.pass(11_000)
    expect(bench.pbu(leave1)).to.equal(undefined)
    expect(bench.pbu(leave2)?.status).to.equal(0)
    bench.clock.pass(10_001)
    expect(bench.pbu({ handoff: 4, prefixes: [P1, '2001:db8:ffff::'] })?.status).to.equal(155)
  })

  it('ignores a de-registration over the other path unless the Alternate CoA names its own', () => {
    const bench = twoPaths()
    expect(bench.pbu({ ...leave1, from: MAG2 })).to.equal(undefined)
    expect(bench.paths()).to.deep.equal(both)
    expect(bench.pbu({ ...leave1, from: MAG2, alternate: MAG1 })?.status).to.equal(0)
    expect(bench.paths()).to.deep.equal([`2@${MAG2}`])
  })

  it('one path ends with its own lifetime', () => {
    const bench = new Bench()
    bench.pbu({ ...path1, lifetime: 5 })
    bench.pbu(path2)
    bench.clock.pass(20_000)
    expect(bench.paths()).to.deep.equal([`2@${MAG2}`])
  })

  it('a path comes back in the wait', () => {
    const bench = twoPaths()
    bench.pbu(leave1)
    bench.pbu(refresh1)
    bench.clock.pass(20_000)
    expect(bench.paths()).to.deep.equal(both)
  })

  for (const bid of [0, 255])
    it(`BID ${bid} makes no binding`, () => {
      const bench = new Bench()
      const pba = bench.pbu({ ...path1, mmb: { bid } })
      expect(pba?.status).to.equal(128)
      expect(mmbOf(pba)).to.equal(undefined)
      expect(bench.paths()).to.deep.equal([])
    })

  for (const bid of [1, 127, 128, 254])
    it(`BID ${bid} is a BID`, () => {
      expect(new Bench().pbu({ ...path1, mmb: { bid } })?.status).to.equal(0)
    })

  it('answers 180 with the MMB to a node that may not, and serves it without MMB', () => {
    const bench = new Bench()
    const node = 'nomp-1@example.net'
    const pba = bench.pbu({ ...path1, node })
    expect(pba?.status).to.equal(180)
    expect(mmbOf(pba)).to.include({ bid: 1, label: 11, accessTechnology: 8 })
    expect(pba && find(pba, 'mag-identifier')).to.equal(undefined)
    expect(bench.pbu({ node })?.status).to.equal(0)
    const leave = { ...path1, node, handoff: 4, lifetime: 0, prefixes: [P1] }
    expect(bench.pbu(leave)?.status).to.equal(0)
  })

  it('switched off answers 180; legacy skips the options', () => {
    expect(new Bench({ config: { multipath: 'off' } }).pbu(path1)?.status).to.equal(180)
    const bench = new Bench({ config: { multipath: 'legacy' } })
    const pba = bench.pbu({ ...path1, mmb: { bid: 0 }, magId: null })
    expect(pba?.status).to.equal(0)
    expect(mmbOf(pba)).to.equal(undefined)
    expect(bench.paths()).to.deep.equal([`null@${MAG1}`])
  })

  it('one path too many is 130', () => {
    const bench = twoPaths(75, { config: { maxPaths: 2 } })
    expect(bench.pbu({ ...path2, from: MAG3, mmb: { bid: 3 } })?.status).to.equal(130)
    expect(bench.paths()).to.deep.equal(both)
  })

  it('MMB and MAG Identifier may stand anywhere, and reserved bits mean nothing', () => {
    for (let shift = 0; shift < 8; shift++) {
      const more = [
        ...Array.from({ length: shift }, () => option('pad1')),
        option('mag-identifier', { subtype: 1, reserved: 255, identifier: Buffer.from('m') }),
        option('mag-multipath-binding', { bid: 1, reserved: 0x3fffff }),
      ]
      expect(new Bench().pbu({ more })?.status, `shift ${shift}`).to.equal(0)
    }
  })

  it('the draft echoes the MAG Identifier and wants the MMB at 8n+2', () => {
    const config: Partial<LmaConfig> = { edition: 'draft-06' }
    for (const node of ['mn-1@example.net', 'nomp-1@example.net']) {
      const pba = new Bench({ config }).pbu({ ...path1, node })
      expect((mmbOf(pba)?.offset ?? 0) % 8).to.equal(2)
      expect(pba && find(pba, 'mag-identifier')?.subtype).to.equal(1)
      expect(pba && find(pba, 'timestamp')?.offset).to.satisfy((at: number) => at % 8 === 2)
    }
  })

  it('registry numbers are configuration', () => {
    const numbers = { multipathBinding: 201, magIdentifier: 202, cannotSupport: 199 }
    const bench = new Bench({ config: { numbers, multipath: 'off' } })
    const data = Uint8Array.of(4, 9, 1, 0, 0, 0)
    const pba = bench.pbu({ more: [option('unknown', { type: 201, data })] })
    expect(pba?.status).to.equal(199)
    expect(mmbOf(pba)?.type).to.equal(201)
  })
})
