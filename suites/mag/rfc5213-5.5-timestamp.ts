import { mag, presume } from '../../harness/case/index.js'
import { expectEpoch } from '../support/epoch.js'

mag(
  'MAG-5213-TIME-01',
  'The MAG counts the seconds of its Timestamps from 1970',
  {
    requirement: '5213/5.5-04',
    claims: ['timestamps'],
  },
  async (t) => {
    const pbu = await t.attach()
    const now = t.clock.wall() - (t.clock.now() - pbu.at)
    presume(pbu).to.have.option('timestamp')
    expectEpoch(pbu.timestamp ?? 0n, now)
  },
)
