import { expect } from 'chai'
import type { CaseDefinition, CaseSpec } from '../case/definition.js'
import { type RequirementId, requirement, requirements } from '../catalogue/index.js'
import { testProfile } from '../dev/device.js'
import type { Profile } from '../model/index.js'
import type { StandingRule } from '../rules/rule.js'
import { makePlan, NothingSelected, type Selection } from './plan.js'

const MULTIPATH: RequirementId = '8278/MP-4.1-14'
const PLAIN: RequirementId = '5213/5.3.1-04'

function definition(id: string, spec: Partial<CaseSpec> = {}): CaseDefinition {
  const body = async () => {}
  return { id, title: id, role: 'lma', file: 'suites/lma/x.ts', requirement: PLAIN, ...spec, body }
}

function rule(id: string, requirement: RequirementId, role: 'lma' | 'mag' = 'lma'): StandingRule {
  return { id, title: id, requirement, role, judge: () => [] }
}

/** Why a case of this kind does not apply to a device; undefined when it does. */
function reason(spec: Partial<CaseSpec>, changes: Partial<Profile> = {}, selection: Selection = {}) {
  const [item] = makePlan([definition('LMA-5213-X-01', spec)], [], testProfile(changes), selection)
  return item?.notApplicable
}

const claims = (changes: Partial<Profile['claims']>) => ({
  claims: { ...testProfile().claims, ...changes },
})

describe('what applies to a device', () => {
  it('is everything that it claims', () => {
    expect(reason({})).to.equal(undefined)
    expect(reason({ claims: ['heartbeat'] }, claims({ heartbeat: true }))).to.equal(undefined)
    expect(reason({ claims: ['heartbeat'] }, claims({ heartbeat: false }))).to.equal(
      'the profile does not claim heartbeat',
    )
  })

  it('takes multipath for granted in cases of RFC 8278', () => {
    const legacy = claims({ multipath: false })
    expect(reason({ requirement: MULTIPATH }, legacy)).to.equal('the profile does not claim multipath')
    expect(reason({ requirement: MULTIPATH, unless: ['multipath'] }, legacy)).to.equal(undefined)
    expect(reason({ requirement: PLAIN }, legacy)).to.equal(undefined)
    expect(reason({ requirement: MULTIPATH, unless: ['multipath'] }, claims({ multipath: true }))).to.equal(
      'only for devices without multipath, which the profile claims',
    )
  })

  it('depends on the edition', () => {
    expect(reason({ editions: ['draft-06'] })).to.equal('only for edition draft-06; the profile says rfc8278')
    expect(reason({ editions: ['draft-06'] }, { edition: 'draft-06' })).to.equal(undefined)
  })

  it('depends on the paths, the nodes and the foreign MAG of the profile', () => {
    expect(reason({ paths: 2 })).to.equal(undefined)
    expect(reason({ paths: 3 })).to.equal('needs 3 paths; the profile declares 2')
    expect(reason({ nodes: ['single-path'] })).to.equal(undefined)
    expect(reason({ nodes: ['unknown', 'barred'] })).to.equal('the profile declares no nodes.barred')
    expect(reason({ foreignMag: true })).to.equal(undefined)
    const { foreignMag: _, ...without } = testProfile()
    const [item] = makePlan([definition('LMA-5213-X-01', { foreignMag: true })], [], without)
    expect(item?.notApplicable).to.equal(
      'the profile declares no foreign-mag, an address of ours that is not an authorised MAG',
    )
  })

  it('restarts no device whose profile does not say how', () => {
    expect(reason({ stimulus: 'restart' }, { stimulusSocket: '/run/box.sock' })).to.match(
      /^the profile declares no stimulus\.restart, a command that restarts the device/,
    )
    expect(reason({ stimulus: 'restart' }, { stimulus: { restart: ['socket'] } })).to.equal(undefined)
  })

  it('leaves cases that wait for many Heartbeats to --full, unless the profile has short intervals', () => {
    const heartbeat = { ...testProfile().heartbeat, interval: 60_000 }
    expect(reason({ intervals: 6 }, { heartbeat })).to.equal('takes about 360 s: only with --full')
    expect(reason({ intervals: 6 }, { heartbeat: { ...heartbeat, interval: 5000 } })).to.equal(undefined)
  })

  it('leaves long cases to --full', () => {
    expect(reason({ full: true, lasts: 60 })).to.equal('takes about 60 s: only with --full')
    expect(reason({ full: true, lasts: 60 }, {}, { full: true })).to.equal(undefined)
  })

  it('of a standing rule is what its requirement says', () => {
    const row = Object.entries(requirements).find(([, { claim }]) => claim === 'timestamps')?.[0]
    const rules = [rule('LMA-5213-R-01', row as RequirementId)]
    const [off] = makePlan([], rules, testProfile(claims({ timestamps: false })))
    expect(off?.notApplicable).to.equal('the profile does not claim timestamps')
    const [on] = makePlan([], rules, testProfile(claims({ timestamps: true })))
    expect(on?.notApplicable).to.equal(undefined)
  })
})

describe('a plan', () => {
  const cases = [
    definition('LMA-5213-SEQ-01', { requirement: [PLAIN, MULTIPATH], notes: ['U-01'] }),
    definition('LMA-8278-BID-01', { requirement: MULTIPATH }),
    definition('LMA-8278-BID-02', { requirement: MULTIPATH }),
    { ...definition('MAG-8278-BID-01'), role: 'mag' } as CaseDefinition,
  ]
  const rules = [rule('LMA-8278-RULE-01', MULTIPATH), rule('MAG-8278-RULE-01', MULTIPATH, 'mag')]
  const ids = (selection: Selection) =>
    makePlan(cases, rules, testProfile(), selection).map(({ planned }) => planned.id)

  it('has the cases and rules of the device’s role', () => {
    expect(ids({})).to.deep.equal([
      'LMA-5213-SEQ-01',
      'LMA-8278-BID-01',
      'LMA-8278-BID-02',
      'LMA-8278-RULE-01',
    ])
  })

  it('is filtered by globs over ids, any of them', () => {
    expect(ids({ cases: ['LMA-8278-BID-*'] })).to.deep.equal(['LMA-8278-BID-01', 'LMA-8278-BID-02'])
    expect(ids({ cases: ['*-02', 'LMA-5213-SEQ-01'] })).to.deep.equal(['LMA-5213-SEQ-01', 'LMA-8278-BID-02'])
  })

  it('is filtered by globs over requirements, of which a case may have several', () => {
    expect(ids({ requirements: [MULTIPATH] })).to.have.lengthOf(4)
    expect(ids({ requirements: ['5213/*'] })).to.deep.equal(['LMA-5213-SEQ-01'])
    expect(ids({ requirements: ['8278/MP-4.1-14'], cases: ['*-SEQ-*'] })).to.deep.equal(['LMA-5213-SEQ-01'])
    expect(ids({ requirements: ['8278*'] }), 'a star takes the slash').to.have.lengthOf(4)
  })

  it('that would be empty is a mistake, told with what was asked for', () => {
    expect(() => ids({ cases: ['LMA-9999-*'], requirements: ['x'] })).to.throw(
      NothingSelected,
      'no case for an LMA matches --case LMA-9999-* --requirement x; `pmipspec list --suite lma` shows all 4',
    )
  })

  it('tells of each case what a report needs without a catalogue', () => {
    const [first, ...rest] = makePlan(cases, rules, testProfile())
    const row = requirement(PLAIN)
    expect(first?.planned).to.deep.include({
      requirements: [PLAIN, MULTIPATH],
      rfc: row.rfc,
      section: row.section,
      level: row.level,
      requirement: row.text,
      standing: false,
      file: 'suites/lma/x.ts',
    })
    expect(first?.planned.notes[0]).to.match(/^U-01: \S/)
    expect(rest.at(-1)?.planned).to.include({ standing: true, file: 'harness/rules' })
  })
})
