import { expect } from 'chai'
import { isRequirementId } from '../catalogue/index.js'
import { decode } from '../wire/index.js'
import { defects, isDefectName } from './defects.js'
import { Bench, MAG1, MAG2, mmbOf } from './testing/bench.js'
import { exerciseCount, transcript } from './testing/exercises.js'

describe('defects', () => {
  const sound = Array.from({ length: exerciseCount }, (_, index) => transcript(index))

  it('there are many, each tied to requirements and told in one sentence', () => {
    expect(defects.length).to.be.greaterThan(120)
    for (const { name, breaks, what } of defects) {
      expect(breaks.every(isRequirementId), name).to.equal(true)
      expect(what, name).to.match(/^[A-Z0-9].*\.$/)
    }
    expect(isDefectName('bid-0-accepted')).to.equal(true)
    expect(isDefectName('toString')).to.equal(false)
  })

  it('a sound anchor never crashes and sends nothing with a format issue', () => {
    expect(sound.some((text) => text.endsWith('crashed'))).to.equal(false)
    for (const line of sound.join('\n').split('\n')) {
      const [, destination = '', protocol, hex = ''] = /^(\S+) (\d+) ([0-9a-f]+)$/.exec(line) ?? []
      if (protocol !== '135') continue
      const { issues } = decode(Buffer.from(hex, 'hex'), { source: '2001:db8:ff::a', destination })
      const ours = issues.filter((i) => !i.path.includes('prefixLength'))
      expect(ours, line).to.deep.equal([])
    }
  })

  for (const { name } of defects)
    it(`${name} shows`, () => {
      expect(sound.some((text, index) => transcript(index, [name]) !== text)).to.equal(true)
    })
})

describe('defects do what they say', () => {
  it('bid-255-accepted', () => {
    const bench = new Bench({ defects: ['bid-255-accepted'] })
    expect(mmbOf(bench.pbu({ mmb: { bid: 255 } }))?.bid).to.equal(255)
    expect(bench.paths()).to.deep.equal([`255@${MAG1}`])
    expect(bench.pbu({ node: 'mn-2@example.net', mmb: { bid: 0 } })?.status).to.equal(128)
  })

  it('second-path-replaces-first', () => {
    const bench = new Bench({ defects: ['second-path-replaces-first'] })
    bench.pbu({ linkLayer: 1, mmb: { bid: 1 } })
    bench.pbu({ linkLayer: 1, mmb: { bid: 2 }, from: MAG2, prefixes: ['2001:db8:1000::'] })
    expect(bench.paths()).to.deep.equal([`2@${MAG2}`])
  })

  it('order-access-before-handoff', () => {
    const bench = new Bench({ defects: ['order-access-before-handoff'] })
    expect(bench.pbu({ handoff: null, access: null })?.status).to.equal(162)
    expect(bench.pbu({ handoff: null })?.status).to.equal(161)
  })

  it('crashes-on-both-flags', () => {
    const bench = new Bench({ defects: ['crashes-on-both-flags'] })
    expect(bench.pbu({ mmb: { bid: 1, bulk: true, overwrite: true } })).to.equal(undefined)
    expect(bench.crashed).to.equal(true)
    expect(bench.pbu({})).to.equal(undefined)
  })
})
