import {
  type Answer,
  expect,
  type LmaCase,
  lma,
  NotApplicable,
  note,
  prefer,
  presume,
} from '../../harness/case/index.js'
import { noteReaction, sessionGone, sorted } from './support/paths.js'
import { presumeProbeTells } from './support/sessions.js'

/** A device that is declared without multipath. */
const legacy = { unless: ['multipath'] } as const

/** Status 180 tells that the device knows RFC 8278: then it owes that, and nothing that is asked of a legacy LMA. */
function asLegacy({ profile }: LmaCase, answer: Answer): Answer {
  if (answer.status === profile.numbers.cannotSupportMultipath)
    throw new NotApplicable('the device knows RFC 8278 and refuses multipath with status 180')
  return answer
}

lma(
  'LMA-8278-LEGACY-01',
  'An LMA without multipath skips the options and accepts the request as RFC 5213 has it',
  { requirement: '8278/MP-4.4-09', ...legacy },
  async (t) => {
    const plain = await t.wlan.registered(await t.anotherNode())
    const answer = asLegacy(t, await t.wlan.register(t.node, { multipath: true, linkLayerId: false }))

    expect(answer).to.be.accepted()
    prefer(answer.status).to.equal(plain.status, `the status of a plain request, ${plain.status}`)
    prefer(answer.lifetime).to.equal(plain.lifetime, `the lifetime of a plain request, ${plain.lifetime}`)
    prefer(answer.prefixes.length).to.equal(
      plain.prefixes.length,
      `as many prefixes as for a plain request, ${plain.prefixes.length}`,
    )
  },
)

lma(
  'LMA-8278-LEGACY-02',
  'An LMA without multipath puts neither of the two options into its answer',
  { requirement: ['8278/MP-4.4-10', '8278/MP-4.3-03'], ...legacy },
  async (t) => {
    const answer = await t.wlan.register(t.node, { multipath: true })

    expect(answer).to.be.answered()
    noteReaction('request for multipath', answer)
    if (answer.refused) return
    expect(answer).not.to.have.option('mag-multipath-binding')
    expect(answer).not.to.have.option('mag-identifier')
  },
)

lma(
  'LMA-8278-LEGACY-03',
  'An LMA without multipath skips the options also before all others',
  { requirement: '8278/MP-4.4-09', ...legacy },
  async (t) => {
    const isOurs = (kind: string) => kind === 'mag-multipath-binding' || kind === 'mag-identifier'
    const answer = await t.wlan.register(t.node, {
      multipath: true,
      arrange: (options) => [
        ...options.filter((o) => isOurs(o.kind)),
        ...options.filter((o) => !isOurs(o.kind)),
      ],
    })

    expect(asLegacy(t, answer)).to.be.accepted()
  },
)

lma(
  'LMA-8278-LEGACY-04',
  'An LMA without multipath skips the options whatever values they have',
  { requirement: '8278/MP-4.4-09', ...legacy },
  async (t) => {
    asLegacy(t, await t.wlan.register(await t.anotherNode(), { multipath: true }))
    const answer = await t.wlan.register(t.node, {
      multipath: {
        bid: 255,
        label: 0,
        accessTechnology: 200,
        bulk: true,
        overwrite: true,
        reserved: 0x3fffff,
      },
      magId: { subtype: 99, reserved: 0xff },
    })

    expect(answer).to.be.accepted()
    expect(answer).not.to.have.option('mag-multipath-binding')
  },
)

lma(
  'LMA-8278-LEGACY-05',
  'An LMA without multipath accepts a refresh that has the options',
  { requirement: '8278/MP-4.4-09', ...legacy },
  async (t) => {
    const first = asLegacy(t, await t.wlan.register(t.node, { multipath: true }))
    presume(first).to.be.accepted()

    const answer = await t.wlan.refresh(t.node, { multipath: true })
    expect(answer).to.be.accepted()
    expect(sorted(answer.prefixes)).to.deep.equal(sorted(first.prefixes), 'the prefixes of the session')
  },
)

lma(
  'LMA-8278-LEGACY-06',
  'An LMA without multipath carries out a de-registration that has the options',
  { requirement: '8278/MP-4.4-09', ...legacy },
  async (t) => {
    presume(asLegacy(t, await t.wlan.register(t.node, { multipath: true }))).to.be.accepted()
    presumeProbeTells(await t.wlan.probe(t.node))

    expect(await t.wlan.deregister(t.node, { multipath: true })).to.be.accepted()
    await sessionGone(t)
  },
)

lma(
  'LMA-8278-LEGACY-07',
  'To an LMA without multipath a second path is a handoff or a new session: which, is told',
  { requirement: '8278/MP-4.4-06', ...legacy, paths: 2, observes: 'bindings' },
  async (t) => {
    const first = asLegacy(t, await t.wlan.register(t.node, { multipath: true }))
    presume(first).to.be.accepted()

    const answer = await t.lte.register(t.node, { multipath: true })
    expect(answer).to.be.answered()
    noteReaction('second path', answer)
    note('bindings after it', (await t.bindings.of(t.node)).words())
  },
)

lma(
  'LMA-8278-LEGACY-08',
  'An LMA without multipath that is handed a session over by a request with the options has it at one address',
  { requirement: '8278/MP-4.4-09', notes: ['U-06'], ...legacy, paths: 2, observes: 'bindings' },
  async (t) => {
    presume(asLegacy(t, await t.wlan.register(t.node, { multipath: true }))).to.be.accepted()

    expect(await t.lte.handoff(t.node, { multipath: true })).to.be.accepted()
    const bindings = await t.bindings.of(t.node)
    expect(bindings).to.have.careOf(t.lte.address)
    expect(bindings).not.to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-LEGACY-09',
  'An LMA without multipath refuses it with status 180, or skips the options',
  { requirement: '8278/MP-4.3-03', notes: ['U-32'], ...legacy },
  async (t) => {
    const answer = await t.wlan.register(t.node, { multipath: true })

    expect(answer).to.be.answered()
    noteReaction('request for multipath', answer)
    if (answer.accepted) expect(answer).not.to.be.multipath()
    else expect(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
  },
)

lma(
  'LMA-8278-LEGACY-10',
  'An LMA without multipath skips a MAG Identifier alone',
  { requirement: ['8278/MP-4.4-09', '8278/MP-4.4-10'], ...legacy },
  async (t) => {
    const answer = await t.wlan.register(t.node, { magId: true })

    expect(answer).to.be.accepted()
    expect(answer).not.to.have.option('mag-identifier')
  },
)
