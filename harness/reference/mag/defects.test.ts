import { expect } from 'chai'
import { isRequirementId, requirement } from '../../catalogue/index.js'
import { decode } from '../../wire/index.js'
import { magAlternatives } from './behaviours.js'
import { isMagDefectName, magDefects } from './defects.js'
import { exerciseCount, transcript } from './testing/exercises.js'

const indices = Array.from({ length: exerciseCount }, (_, index) => index)

/** The first thing wrong with the Mobility Headers of a transcript. */
function malformed(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, source = '', destination = '', hex = ''] = /^(\S+) (\S+) 135 ([0-9a-f]+)$/.exec(line) ?? []
    if (hex === '') continue
    const [issue] = decode(Buffer.from(hex, 'hex'), { source, destination }).issues
    if (issue !== undefined) return `${issue.code} at ${issue.path}: ${hex}`
  }
  return undefined
}

const sound = indices.map((index) => transcript(index))

describe('defects of the reference MAG', () => {
  it('are many, each tied to requirements that bind a MAG, and told in one sentence', () => {
    expect(magDefects.length).to.be.greaterThan(180)
    for (const { name, breaks, what } of magDefects) {
      for (const row of breaks) {
        expect(isRequirementId(row), name).to.equal(true)
        expect(requirement(row).binds, `${name}: ${row}`).not.to.equal('lma')
      }
      expect(what, name).to.match(/^[A-Z0-9].*\.$/)
    }
    expect(isMagDefectName('bid-0')).to.equal(true)
    expect(isMagDefectName('toString')).to.equal(false)
  })

  it('a sound gateway never crashes and sends nothing malformed', () => {
    for (const text of sound) {
      expect(text.endsWith('alive')).to.equal(true)
      expect(malformed(text)).to.equal(undefined)
    }
  })

  for (const { name } of magDefects)
    it(`${name} shows`, () => {
      expect(sound.some((text, index) => transcript(index, [name]) !== text)).to.equal(true)
    })
})

describe('behaviours of the reference MAG', () => {
  for (const { name, choice } of magAlternatives())
    it(`${name}=${choice} shows, sends nothing malformed, and never crashes`, () => {
      let shows = false
      for (const index of indices) {
        const text = transcript(index, [], { [name]: choice })
        expect(malformed(text)).to.equal(undefined)
        expect(text.endsWith('alive')).to.equal(true)
        shows ||= text !== sound[index]
      }
      expect(shows).to.equal(true)
    })
})
