import { expect, lma } from '../../harness/case/index.js'
import {
  a,
  about,
  b,
  ethernet,
  exists,
  expectUpdated,
  movedTo,
  open,
  openProbed,
  refresh,
  servedAt,
} from './support/sessions.js'

lma(
  'LMA-5213-HO-01',
  'A hand-over to another MAG is accepted and leaves the prefixes as they are',
  { requirement: ['5213/5.3.4-05', '5213/5.4.1.1-05c'], paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan)

    expectUpdated(await t.lte.handoff(t.node, about(session)), session)
  },
)

lma(
  'LMA-5213-HO-02',
  'After a hand-over the session is served at the new MAG',
  { requirement: '5213/5.3.4-01', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    expectUpdated(await t.lte.handoff(t.node, about(session)), session)

    if (t.bindings.observable)
      expect(await t.bindings.ofSession(t.node, session.prefixes)).not.to.have.careOf(t.wlan.address)
    await servedAt(t, movedTo(session, t.lte))
  },
)

lma(
  'LMA-5213-HO-03',
  'A PBU from another MAG with the link-layer identifier of a session is a hand-over, with or without its prefixes',
  { requirement: '5213/5.3.1-13d', paths: 2, observes: 'bindings' },
  async (t) => {
    for (const prefixes of ['those of the session', 'all-zero'] as const) {
      const session = await openProbed(t, t.wlan, a, {}, await t.anotherNode())
      const named = prefixes === 'all-zero' ? { prefixes } : {}
      expectUpdated(await t.lte.handoff(session.node, about(session, named)), session)
      await exists(movedTo(session, t.lte))
    }
  },
)

lma(
  'LMA-5213-HO-04',
  'The link-local address of a session is given to the next MAG unchanged',
  { requirement: '5213/5.3.6-21', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a, { linkLocal: '::' })
    const first = session.answer.option('link-local-address')?.address
    expect(first).to.match(/^fe[89ab][0-9a-f]:/, 'a link-local address, in fe80::/10')
    const answer = await t.lte.handoff(t.node, about(session, { linkLocal: '::' }))

    expect(answer).to.be.accepted()
    expect(answer.option('link-local-address')?.address).to.equal(first, 'the address of before')
  },
)

lma(
  'LMA-5213-HO-05',
  'A session handed to another interface is known by that interface from then on',
  { requirement: '5213/5.3.4-01', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const other = { ...b, ...ethernet }
    expectUpdated(await t.lte.handoff(t.node, about(session, { ...other, handoffIndicator: 2 })), session)

    // At the same MAG its access technology has to fit; at the next one its link-layer identifier too.
    const moved = movedTo(session, t.lte, other)
    expectUpdated(await refresh(moved), session)
    expectUpdated(await t.wlan.handoff(t.node, about(moved)), session)
  },
)
