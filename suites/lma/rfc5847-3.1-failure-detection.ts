import { lma } from '../../harness/case/index.js'
import { expectRegular } from '../support/heartbeat.js'

const claims = ['heartbeat'] as const

lma(
  'LMA-5847-HEARTBEAT-10',
  'With a binding a Heartbeat request goes out every HEARTBEAT_INTERVAL, with rising sequence numbers',
  {
    requirement: '5847/3-04',
    claims,
    intervals: 6,
  },
  async (t) => {
    await t.wlan.registered(t.node)
    await expectRegular(t.watchHeartbeats(t.wlan), t.profile.heartbeat.interval)
  },
)
