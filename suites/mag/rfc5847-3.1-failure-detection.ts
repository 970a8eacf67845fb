import { mag } from '../../harness/case/index.js'
import { expectRegular } from '../support/heartbeat.js'
import { pathOf } from './support/session.js'

const claims = ['heartbeat'] as const

mag(
  'MAG-5847-HEARTBEAT-09',
  'With a binding a Heartbeat request goes out every HEARTBEAT_INTERVAL, with rising sequence numbers',
  {
    requirement: '5847/3-04',
    claims,
    intervals: 6,
  },
  async (t) => {
    const { pbu } = await t.registered()
    await expectRegular(t.watchHeartbeats(pathOf(t, pbu)), t.profile.heartbeat.interval)
  },
)
