import { expect } from 'chai'
import { planned } from '../report/fixture.js'
import type { PlanItem } from './plan.js'
import { parseProfile } from './profile/load.js'
import { lines } from './profile/valid-profile.js'
import { resolveWaivers } from './waivers.js'

const item = (id: string, notApplicable?: string): PlanItem => ({
  planned: planned(id),
  definition: undefined,
  rule: undefined,
  notApplicable,
})

const everything = [item('LMA-A-01'), item('LMA-A-02'), item('LMA-B-01', 'not claimed')]
const waiver = { owner: 'jane', reason: 'known', issue: '#1', expires: '2027-01-31' }

function resolved(glob: string, plan: readonly PlanItem[]): readonly [readonly string[], readonly string[]] {
  const [found] = resolveWaivers([{ ...waiver, case: glob }], everything, plan)
  if (found === undefined) throw new Error('lost')
  return [found.matches, found.leftOut]
}

describe('waivers of a profile', () => {
  for (const [glob, matches] of [
    ['LMA-A-01', ['LMA-A-01']],
    ['LMA-A-*', ['LMA-A-01', 'LMA-A-02']],
    ['LMA-*', ['LMA-A-01', 'LMA-A-02', 'LMA-B-01']],
    ['LMA-?-01', ['LMA-A-01', 'LMA-B-01']],
    ['lma-a-01', []],
    ['LMA-A', []],
  ] as const)
    it(`${glob} is about ${matches.join(', ') || 'nothing'}`, () => {
      expect(resolved(glob, everything)).to.deep.equal([matches, []])
    })

  it('know what a filter or the lack of --full leaves out, but not what the profile does not claim', () => {
    expect(resolved('LMA-*', [item('LMA-A-01')])[1]).to.deep.equal(['LMA-A-02'])
    expect(resolved('LMA-*', [item('LMA-A-01'), item('LMA-A-02', 'long')])[1]).to.deep.equal(['LMA-A-02'])
  })

  it('are about every round of a repeated case', () => {
    const plan = [item('LMA-A-01'), item('LMA-A-02'), item('LMA-A-01.2')]
    expect(resolved('LMA-A-01', plan)).to.deep.equal([['LMA-A-01', 'LMA-A-01.2'], []])
    expect(resolved('LMA-A-01', everything)).to.deep.equal([['LMA-A-01'], []])
  })

  it('are read with and without signature', () => {
    const text = (more: string) =>
      `${lines.join('\n')}\nwaivers: [{ case: a, owner: b, reason: c, issue: d, expires: 2027-02-28${more} }]\n`
    expect(parseProfile(text(', signature: status'), 'x.yaml').waivers[0]?.signature).to.equal('status')
    expect(parseProfile(text(''), 'x.yaml').waivers[0]).not.to.have.property('signature')
    expect(() => parseProfile(text(', signature: 7'), 'x.yaml')).to.throw(
      'waivers[0].signature: must be a text',
    )
  })
})
