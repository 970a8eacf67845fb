import { expect } from 'chai'
import {
  accessTechnologyTypes,
  bindingErrorStatuses,
  handoffIndicators,
  identifierSubtypes,
  mobilityHeaderTypes,
  revocationStatuses,
} from './registries.js'
import { lifetimeUnit, type ProtocolVariable, timers } from './timers.js'

describe('registries', () => {
  it('name a value and its number', () => {
    expect(accessTechnologyTypes.name(4)).to.equal('IEEE 802.11a/b/g (4)')
    expect(mobilityHeaderTypes.name(13)).to.equal('Heartbeat (13)')
    expect(identifierSubtypes.name(1)).to.equal('NAI (1)')
    expect(handoffIndicators.name(5)).to.equal('handoff state not changed (re-registration) (5)')
    expect(bindingErrorStatuses.name(2)).to.equal('unrecognized MH Type value (2)')
    expect(revocationStatuses.name(128)).to.equal('binding does not exist (128)')
  })

  it('call any other value unassigned', () => {
    expect(accessTechnologyTypes.name(99)).to.equal('unassigned (99)')
    expect(identifierSubtypes.has(0)).to.equal(false)
    expect(identifierSubtypes.has(8)).to.equal(true)
    expect(mobilityHeaderTypes.has(24)).to.equal(false)
  })

  it('are complete where they have no gap', () => {
    const values = (entries: object): readonly number[] => Object.keys(entries).map(Number)
    expect(values(mobilityHeaderTypes.entries)).to.deep.equal(Array.from({ length: 24 }, (_, value) => value))
    expect(values(accessTechnologyTypes.entries)).to.deep.equal(
      Array.from({ length: 14 }, (_, value) => value),
    )
    expect(values(handoffIndicators.entries)).to.deep.equal([0, 1, 2, 3, 4, 5, 6])
    expect(values(identifierSubtypes.entries)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describe('timers', () => {
  it('have the defaults of their RFC', () => {
    expect(timers.TimestampValidityWindow.value).to.equal(300)
    expect(timers.MinDelayBeforeBCEDelete.value).to.equal(10_000)
    expect(timers.MaxDelayBeforeNewBCEAssign.value).to.equal(1_500)
    expect(timers.HEARTBEAT_INTERVAL).to.include({ value: 60_000, least: 30_000, most: 3_600_000 })
    expect(lifetimeUnit).to.equal(4_000)
  })

  it('lie within their range and name their source', () => {
    for (const [name, timer] of Object.entries<ProtocolVariable>(timers)) {
      expect(timer.value, name).to.be.within(timer.least ?? 0, timer.most ?? Infinity)
      expect(timer.source, name).to.match(/^\d{4} §[\d.]+$/)
    }
  })
})
