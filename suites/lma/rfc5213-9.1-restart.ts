import { expect, type LmaCase, lma, presume, Status } from '../../harness/case/index.js'
import { duringDelay } from './support/deletion-delay.js'
import { endsWithin, openAnother, probe } from './support/sessions.js'

const PAUSE = 500

/** Restarts the device and waits until it registers nodes again. */
async function restarted(t: LmaCase): Promise<void> {
  const until = t.clock.now() + t.profile.timing.recovery
  await t.restart()
  for (;;) {
    const answer = await t.wlan.register(await t.anotherNode())
    if (answer.accepted) return
    presume(t.clock.now()).to.be.below(until, 'a device that registers nodes again within timing.recovery')
    await t.sleep(PAUSE)
  }
}

lma(
  'LMA-5213-RESTART-01',
  'After a restart the deletion delay is the one declared',
  { requirement: '5213/9.1-02', stimulus: 'restart', exclusive: true, lasts: 15, full: true },
  async (t) => {
    await restarted(t)
    const { session, answers, since } = await duringDelay(t, {
      open: () => openAnother(t),
      steps: [[1 / 2, probe]],
    })

    expect(answers[0]).not.to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    presume(answers[0]).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    await endsWithin(t, session, since)
  },
)
