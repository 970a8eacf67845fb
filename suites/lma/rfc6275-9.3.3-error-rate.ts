import { lma } from '../../harness/case/index.js'
import { expectLimited } from '../support/error-rate.js'
import { ofUnknownType } from './support/damage.js'

lma(
  'LMA-6275-ERROR-01',
  'Binding Errors are sent at a limited rate',
  {
    requirement: '6275/9.3.3-03',
    malformed: true,
    lasts: 4,
  },
  async (t) => {
    const { wlan } = t
    const addresses = { source: wlan.address, destination: t.profile.lma.address }
    const octets = ofUnknownType(wlan.octetsOf('register', t.node), addresses)
    await expectLimited({
      send: () => wlan.inject(octets, 'a message of unknown type'),
      sleep: (ms) => t.sleep(ms),
      now: () => t.clock.now(),
      errorsSince: (at) => wlan.errorsSince(at),
    })
  },
)
