import { expect } from 'chai'
import { overlap } from './prefixes.js'

const at = (prefix: string, prefixLength: number) => ({ prefix, prefixLength })

describe('prefixes', () => {
  it('overlap when one is the other or lies inside it', () => {
    expect(overlap(at('2001:db8:1::', 64), at('2001:db8:1::', 64))).to.equal(true)
    expect(overlap(at('2001:db8:1::', 48), at('2001:db8:1:2::', 64))).to.equal(true)
    expect(overlap(at('2001:db8:1:2::', 64), at('2001:db8:1::', 48))).to.equal(true)
  })

  it('do not overlap when they differ within the shorter length', () => {
    expect(overlap(at('2001:db8:1:2::', 64), at('2001:db8:1:3::', 64))).to.equal(false)
    expect(overlap(at('2001:db8:1:2::', 63), at('2001:db8:1:3::', 64))).to.equal(true)
    expect(overlap(at('2001:db8:1:2::', 127), at('2001:db8:1:2::2', 127))).to.equal(false)
  })

  it('never overlap with what is no address', () => {
    expect(overlap(at('nonsense', 64), at('nonsense', 64))).to.equal(false)
  })
})
