import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect } from 'chai'
import { systemClock } from './clock.js'

function holdUp(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

describe('system clock', () => {
  it('delivers what came in before a timer rings, though the process was held up', async () => {
    const socket = createSocket('udp6')
    socket.bind(0, '::1')
    await once(socket, 'listening')
    const happened: string[] = []
    let left = 40 // more than one turn of the event loop reads
    const all = new Promise<void>((done) => {
      socket.on('message', () => {
        happened.push('packet')
        if (--left === 0) done()
      })
    })
    const sent = Array.from({ length: 40 }, () => {
      return new Promise((done) => socket.send('x', socket.address().port, '::1', done))
    })
    // Until the hold-up ends no socket is looked at.
    const rung = new Promise<void>((done) => {
      systemClock.after(10, () => {
        happened.push('timer')
        done()
      })
    })
    holdUp(200)
    await Promise.all(sent)
    await Promise.all([all, rung])
    socket.close()
    expect(happened).to.deep.equal([...Array<string>(40).fill('packet'), 'timer'])
  })

  it('does not ring when it was taken back, not even while it catches up', async () => {
    let rang = false
    const cancel = systemClock.after(5, () => {
      rang = true
    })
    holdUp(60)
    await new Promise((done) => setTimeout(done, 1))
    cancel()
    await systemClock.sleep(80)
    expect(rang).to.equal(false)
  })

  it('tells how long the process was held up, since when it is asked', async () => {
    systemClock.heldUp(0)
    await systemClock.sleep(30)
    const before = systemClock.now()
    holdUp(120)
    await systemClock.sleep(30)
    expect(systemClock.heldUp(before)).to.be.at.least(80)
    expect(systemClock.heldUp(systemClock.now())).to.be.below(80)
  })
})
