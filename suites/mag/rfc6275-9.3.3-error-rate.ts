import { type Message, mag } from '../../harness/case/index.js'
import { expectLimited } from '../support/error-rate.js'

const UNKNOWN_TYPE: Message = { kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }

mag(
  'MAG-6275-ERROR-01',
  'Binding Errors are sent at a limited rate',
  {
    requirement: '6275/9.3.3-03',
    malformed: true,
    lasts: 4,
  },
  async (t) =>
    expectLimited({
      send: () => t.send(t.wlan, UNKNOWN_TYPE, 'a message of unknown type'),
      sleep: (ms) => t.sleep(ms),
      now: () => t.clock.now(),
      errorsSince: (at) => t.errorsSince(t.wlan, at),
    }),
)
