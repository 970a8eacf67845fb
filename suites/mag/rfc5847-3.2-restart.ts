import { type MagCase, mag, type Path } from '../../harness/case/index.js'
import { expectRise, expectTold, type Restartable } from '../support/restart.js'
import { pathOf } from './support/session.js'

const spec = { claims: ['heartbeat'], stimulus: 'restart', exclusive: true, lasts: 2 } as const

mag(
  'MAG-5847-RESTART-01',
  'The Restart Counter rises with each restart that loses the sessions, and outlives it',
  { requirement: '5847/3.2-02a', ...spec },
  async (t) => {
    for (let i = 0; i < 2; i++) {
      const node = await t.anotherNode()
      const { pbu } = await t.registered(node)
      t.answering({}, node)
      // That a MAG has lost a session shows nowhere on the wire: the profile's word is taken for it.
      await expectRise(restartable(t, pathOf(t, pbu)), () => Promise.resolve(true))
    }
  },
)

mag(
  'MAG-5847-RESTART-02',
  'After such a restart an unsolicited response tells the LMA a greater Restart Counter',
  { requirement: '5847/3.2-04', ...spec },
  async (t) => {
    const { pbu } = await t.registered()
    t.answering({})
    const path = pathOf(t, pbu)
    const watch = t.watchHeartbeats(path)
    await expectTold(restartable(t, path), (wanted, ms) => watch.response(wanted, ms))
  },
)

function restartable(t: MagCase, path: Path): Restartable {
  return {
    restart: () => t.restart(),
    heartbeat: () => t.heartbeat(path),
    sleep: (ms) => t.sleep(ms),
    now: () => t.clock.now(),
    recovery: t.profile.timing.recovery,
  }
}
