import { type LmaCase, lma } from '../../harness/case/index.js'
import { expectRise, expectTold, type Restartable } from '../support/restart.js'

const spec = { claims: ['heartbeat'], stimulus: 'restart', exclusive: true, lasts: 2 } as const

lma(
  'LMA-5847-RESTART-01',
  'The Restart Counter rises with each restart that loses the sessions, and outlives it',
  { requirement: '5847/3.2-02a', ...spec },
  async (t) => {
    for (let i = 0; i < 2; i++) {
      const node = await t.anotherNode()
      await t.wlan.registered(node)
      await expectRise(restartable(t), async () => (await t.bindings.of(node)).count === 0)
    }
  },
)

lma(
  'LMA-5847-RESTART-02',
  'After such a restart an unsolicited response tells the MAG a greater Restart Counter',
  { requirement: '5847/3.2-04', ...spec },
  async (t) => {
    await t.wlan.registered(t.node)
    const watch = t.watchHeartbeats(t.wlan)
    await expectTold(restartable(t), (wanted, ms) => watch.response(wanted, ms))
  },
)

function restartable(t: LmaCase): Restartable {
  return {
    restart: () => t.restart(),
    heartbeat: () => t.wlan.heartbeat(),
    sleep: (ms) => t.sleep(ms),
    now: () => t.clock.now(),
    recovery: t.profile.timing.recovery,
  }
}
