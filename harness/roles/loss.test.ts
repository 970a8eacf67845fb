import { expect } from 'chai'
import { Loss } from './loss.js'

function having(lost: number, of: number): Loss {
  const loss = new Loss()
  for (let i = 0; i < lost; i++) loss.unanswered()
  for (let i = lost; i < of; i++) loss.answered()
  return loss
}

describe('loss of packets', () => {
  it('is not known before enough was asked', () => {
    expect(having(0, 59)).to.include({ isKnown: false, seen: false, tries: 3 })
    expect(having(0, 60)).to.include({ isKnown: true, seen: false, tries: 3 })
  })

  it('is known at once when something got lost', () => {
    expect(having(1, 2)).to.include({ isKnown: true, seen: true })
  })

  it('asks for more tries the more gets lost: chance must be ruled out', () => {
    expect(having(1, 400).tries).to.equal(3)
    expect(having(10, 100).tries).to.equal(7)
    expect(having(50, 100).tries).to.equal(12)
  })

  it('is none when a device answers no more', () => {
    const loss = having(0, 80)
    for (let i = 0; i < 9; i++) loss.unanswered()
    expect(loss).to.include({ seen: false, tries: 3 })
  })

  it('is told in numbers, and forgotten on demand', () => {
    const loss = having(12, 180)
    expect(loss.words()).to.equal('12 of 180 harmless requests stayed unanswered')
    loss.forget()
    expect(loss).to.include({ seen: false, isKnown: false })
  })
})
