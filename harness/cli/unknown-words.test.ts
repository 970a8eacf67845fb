import { expect } from 'chai'
import { plainFlags } from '../dev/plain-flags.js'
import { eachFilterMatches } from './asked-for.js'
import { everyTest } from './everything.js'
import { checkTestFlags } from './flags.js'
import { noSuchDefect, unknownWords } from './unknown-words.js'

describe('words of the command line that nobody knows', () => {
  it('a defect, with the one that is near', () => {
    expect(noSuchDefect('bid255-accepted', ['lma', 'mag']).message).to.equal(
      '--defect "bid255-accepted": no defect of the reference devices is called so; did you mean bid-255-accepted? harness/catalogue/proof.md lists all',
    )
    expect(unknownWords({ defect: ['x'] }, ['mag']).message).to.equal(
      '--defect "x": no defect of the reference MAG is called so; harness/catalogue/proof.md lists all',
    )
  })

  it('a behaviour, with those there are, or its choices', () => {
    expect(unknownWords({ behaviour: ['x=1'] }, ['lma', 'mag']).message).to.match(
      /^--behaviour x=1: no behaviour is called x; there are reserved-bid, /,
    )
    expect(unknownWords({ behaviour: ['padding=none'] }, ['lma', 'mag']).message).to.equal(
      '--behaviour padding=none: behaviour padding is one of padn, pad1, not none',
    )
  })

  it('a legacy MAG, and words that no single device knows', () => {
    expect(unknownWords({ multipath: 'legacy' }, ['mag']).message).to.contain('for an LMA only')
    expect(
      unknownWords({ defect: ['bid-255-accepted'], behaviour: ['ordering=sequence'] }, ['lma', 'mag'])
        .message,
    ).to.contain('no reference device alone knows all of these')
  })

  it('a case of neither role', async () => {
    try {
      await everyTest(['lma', 'mag'], { cases: ['X*'] })
      expect.fail('it was found')
    } catch (error) {
      expect(String(error)).to.match(/no case matches --case X\*; `pmipspec list` shows all \d+$/)
    }
  })

  it('one of several filters, whichever role the others match', async () => {
    await eachFilterMatches(['lma', 'mag'], { case: ['LMA-8278-BID-*', 'MAG-8278-BID-01'], requirement: [] })
    const refused = await eachFilterMatches(['lma'], {
      case: ['LMA-8278-BID-*', 'LMA-8278-BID-033'],
      requirement: [],
    }).catch(String)
    expect(refused).to.contain(
      'no case for an LMA matches --case LMA-8278-BID-033; did you mean LMA-8278-BID-03?',
    )
  })

  it('a defect is none of a device that is not ours', () => {
    const defect = ['bid-255-accepted']
    expect(() => checkTestFlags({ ...plainFlags, defect })).not.to.throw()
    expect(() => checkTestFlags({ ...plainFlags, defect, profile: 'acme.yaml' })).to.throw(
      '--defect: it is for the reference devices of the embedded run; the device of --profile acme.yaml is as it is',
    )
  })
})
