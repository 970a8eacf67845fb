import { expect } from 'chai'
import { systemClock } from '../clock.js'
import type { CaptureProgram } from './programs.js'
import { tryCapture } from './wire-capture.js'

/** Says that it captures once the interface, named after the seconds that this takes, has come up. */
const slow: CaptureProgram = {
  name: 'sh',
  argv: (file, on) => [file, '-c', `sleep ${on}; echo "listening on ${on}" >&2; exec sleep 60`],
  begun: /listening on /,
  dropped: /(\d+) dropped/,
  patienceMs: 100,
}

describe('trying to capture', () => {
  it('tells of the interfaces in their order, whichever begins first', async () => {
    const targets = ['0.3', '0'].map((name) => ({ interface: name, paths: [] }))
    const states = await tryCapture(targets, ['2001:db8::1'], systemClock, [slow])
    expect(states.map(({ kind, interface: on }) => `${kind} ${on}`)).to.deep.equal(['begun 0.3', 'begun 0'])
  })
})
