import { expect } from 'chai'
import { nearest } from './suggest.js'

describe('nearest', () => {
  const words = ['label', 'lanes', 'lma', 'mag-id', 'min-delay-before-bce-delete', 'path-up', 'path-down']
  for (const [written, meant] of [
    ['lable', 'label'],
    ['labels', 'label'],
    ['Lanes', 'lanes'],
    ['magId', 'mag-id'],
    ['mag_id', 'mag-id'],
    ['min-delay-before-bce-deletion', 'min-delay-before-bce-delete'],
    ['pathdown', 'path-down'],
  ] as const) {
    it(`${written} is meant to be ${meant}`, () => {
      expect(nearest(written, words)).to.equal(meant)
    })
  }

  for (const written of ['colour', 'x', '', 'mac', 'a'.repeat(100_000)]) {
    it(`says nothing for ${JSON.stringify(written.slice(0, 10))}`, () => {
      expect(nearest(written, ['label', 'lanes', 'mag-id'])).to.equal(undefined)
    })
  }
})
