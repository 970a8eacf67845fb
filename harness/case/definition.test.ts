import { expect } from 'chai'
import { loadSuites } from '../cli/suites.js'
import { definedCases, lma, mag } from './definition.js'

const spec = { requirement: '8278/MP-4.1-14' } as const
const body = async () => {}

describe('case definitions', () => {
  // Whatever is defined stays so: only what is refused, and what the suites define, can be looked at.
  it('know the suite file they stand in, as source', async () => {
    const cases = await loadSuites('lma')
    expect(
      cases.map(({ file }) => file).every((file) => /^suites\/lma\/rfc[\w.-]+\.ts$/.test(file)),
    ).to.equal(true)
  })

  it('say that they are for devices with multipath where a rule of another RFC decides', async () => {
    const cases = [...(await loadSuites('lma')), ...(await loadSuites('mag'))]
    const unsaid = cases
      .filter(({ id, requirement }) => id.includes('-8278-') && !String(requirement).startsWith('8278/'))
      .filter(({ claims = [] }) => !claims.includes('multipath'))
    expect(unsaid.map(({ id }) => id)).to.deep.equal([])
  })

  it('refuse an id that is used already', async () => {
    const [first] = await loadSuites('lma')
    const id = first?.id ?? ''
    expect(() => lma(id, 'again', spec, body)).to.throw(`case id ${id} is used twice`)
  })

  const wrong = [
    'LMA-8278-01',
    'LMA-8278-BID-1',
    'LMA-82-BID-01',
    'lma-8278-bid-01',
    'LMA-8278-BID-01-',
    'MAG-8278-BID-01',
    '8278-BID-01',
    'LMA-8278-B ID-01',
  ]
  for (const id of wrong)
    it(`refuse ${id} for an LMA`, () => {
      const before = definedCases().length
      expect(() => lma(id, 'title', spec, body)).to.throw(
        `case id ${id} is not of the form LMA-8278-TOPIC-NN`,
      )
      expect(definedCases()).to.have.lengthOf(before)
    })

  it('refuse the id of an LMA’s case for a MAG', () => {
    expect(() => mag('LMA-8278-BID-98', 'title', spec, body)).to.throw('not of the form MAG-8278-TOPIC-NN')
  })
})
