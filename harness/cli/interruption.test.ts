import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import { interruption } from './interruption.js'

describe('interruption', () => {
  function waiting() {
    const signals = new EventEmitter()
    let [time, ends] = [0, 0]
    const { signal } = interruption(
      signals as unknown as NodeJS.Process,
      () => void ends++,
      () => time,
    )
    const send = (name: string, at: number) => {
      time = at
      signals.emit(name)
      return [signal.aborted, ends]
    }
    return { send, signal }
  }

  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    it(`aborts at ${name}, and ends at once when it comes again`, () => {
      const { send, signal } = waiting()
      expect(signal.aborted).to.equal(false)
      expect(send(name, 0)).to.deep.equal([true, 0])
      expect(send(name, 1500)).to.deep.equal([true, 1])
    })

  it('takes a signal that comes twice for one, as when npm or timeout passes on what we got as well', () => {
    const { send } = waiting()
    send('SIGTERM', 0)
    expect(send('SIGTERM', 1), 'the same').to.deep.equal([true, 0])
    expect(send('SIGINT', 2000), 'another').to.deep.equal([true, 1])
  })
})
