import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { caseOf } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { makePlan } from './plan.js'
import { repeatItems } from './repeat.js'

const body = async () => {}
const definition = {
  title: 't',
  role: 'lma',
  file: 'suites/lma/x.ts',
  requirement: '5213/5.3.1-04',
  body,
} as const
const plan = makePlan(
  [
    { ...definition, id: 'LMA-5213-X-01' },
    { ...definition, id: 'LMA-5213-X-02', paths: 3 },
    { ...definition, id: 'LMA-5213-X-03' },
  ],
  standingRules.slice(0, 2),
  testProfile(),
)

describe('a plan that is repeated', () => {
  it('has each case in every round, but what does not apply and standing rules once', () => {
    const rules = standingRules.slice(0, 2).map(({ id }) => id)
    const items = repeatItems(plan, 3)
    expect(items.map(({ planned }) => planned.id)).to.deep.equal([
      'LMA-5213-X-01',
      'LMA-5213-X-02',
      'LMA-5213-X-03',
      'LMA-5213-X-01.2',
      'LMA-5213-X-03.2',
      'LMA-5213-X-01.3',
      'LMA-5213-X-03.3',
      ...rules,
    ])
    for (const { planned, definition } of items)
      if (definition !== undefined) expect(definition.id, 'packets are told apart by it').to.equal(planned.id)
    expect(items.map(({ planned }) => caseOf(planned.id)).slice(0, 4)).to.deep.equal([
      'LMA-5213-X-01',
      'LMA-5213-X-02',
      'LMA-5213-X-03',
      'LMA-5213-X-01',
    ])
  })

  it('once is the plan', () => {
    expect(repeatItems(plan, 1)).to.deep.equal(plan)
  })
})
