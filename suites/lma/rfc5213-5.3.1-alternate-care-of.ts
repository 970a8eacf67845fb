import { lma, presume, Status } from '../../harness/case/index.js'
import { about, expectUpdated, movedTo, open, servedAt } from './support/sessions.js'

lma(
  'LMA-6275-REG-05',
  'The Alternate Care-of Address of a PBU is the care-of address of its binding',
  { requirement: '6275/6.1.7-06', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, undefined, { alternateCareOf: t.lte.address })

    await servedAt(t, movedTo(session, t.lte))
  },
)

lma(
  'LMA-5213-REG-10',
  'A PBU from elsewhere, with the care-of address of the session as Alternate Care-of Address, is a refresh',
  { requirement: '5213/5.3.1-13e', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.lte)
    const answer = await t.wlan.refresh(t.node, about(session, { alternateCareOf: t.lte.address }))

    // A device may trust no MAG to speak for the address of another.
    presume(answer).not.to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
    expectUpdated(answer, session)
    await servedAt(t, session)
  },
)
