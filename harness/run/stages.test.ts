import { expect } from 'chai'
import type { CaseDefinition } from '../case/definition.js'
import type { PlanItem } from './plan.js'
import { stagesOf } from './stages.js'

/** As much of a plan's item as the order looks at. */
function item(id: string, definition: Partial<CaseDefinition> = {}): PlanItem {
  return { planned: { id }, definition: { id, ...definition } } as unknown as PlanItem
}

const order = (items: readonly PlanItem[]) =>
  stagesOf(items, 4, true).map(({ items: of, lanes, alone, examined }) => ({
    ids: of.map(({ planned }) => planned.id),
    lanes,
    alone,
    examined,
  }))

describe('stages of a run', () => {
  it('usual cases side by side with the longest first, exclusive ones by themselves and in groups, malformed last', () => {
    const items = [
      item('bad-1', { malformed: true }),
      item('short'),
      item('grouped-1', { exclusive: 'a' }),
      item('long', { lasts: 5 }),
      item('single', { exclusive: true }),
      item('grouped-2', { exclusive: 'a' }),
      item('other', { exclusive: 'b' }),
      item('bad-2', { malformed: true }),
    ]
    expect(order(items)).to.deep.equal([
      { ids: ['long', 'short'], lanes: 4, alone: false, examined: 'nothing' },
      { ids: ['single'], lanes: 1, alone: true, examined: 'nothing' },
      { ids: ['grouped-1', 'grouped-2'], lanes: 4, alone: false, examined: 'nothing' },
      { ids: ['other'], lanes: 4, alone: false, examined: 'nothing' },
      { ids: ['bad-1', 'bad-2'], lanes: 1, alone: true, examined: 'case' },
    ])
  })

  it('malformed cases that look at their own nodes alone wait side by side, where there are lanes', () => {
    const items = [
      item('bad', { malformed: true }),
      item('own-1', { malformed: 'own-nodes' }),
      item('own-2', { malformed: 'own-nodes', lasts: 2 }),
    ]
    expect(order(items)).to.deep.equal([
      { ids: ['own-2', 'own-1'], lanes: 4, alone: false, examined: 'message' },
      { ids: ['bad'], lanes: 1, alone: true, examined: 'case' },
    ])
    expect(stagesOf(items, 100, true)[0]?.lanes).to.equal(8)
    expect(stagesOf(items, 1, true)).to.have.lengthOf(1)
    expect(stagesOf(items, 100, false), 'a look takes its time').to.have.lengthOf(1)
  })

  it('a malformed case is no member of a group', () => {
    expect(order([item('bad', { malformed: true, exclusive: 'a' })])).to.deep.equal([
      { ids: ['bad'], lanes: 1, alone: true, examined: 'case' },
    ])
  })

  it('nothing to do: no stage', () => {
    expect(order([])).to.deep.equal([])
  })
})
