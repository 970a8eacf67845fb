import { expect } from 'chai'
import { VirtualClock } from './virtual-clock.js'

describe('VirtualClock', () => {
  it('calls timers in the order of their time, and stands still between them', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    clock.after(20, () => seen.push(`b at ${clock.now()}`))
    clock.after(10, () => seen.push(`a at ${clock.now()}`))
    clock.after(15, () => seen.push('never'))()
    await clock.pass(19)
    expect(seen).to.deep.equal(['a at 10'])
    await clock.pass(1)
    expect(seen).to.deep.equal(['a at 10', 'b at 20'])
    expect(clock.now()).to.equal(20)
  })

  it('runs work to its end, however long it sleeps', async () => {
    const clock = new VirtualClock(1000)
    const work = async () => {
      await clock.sleep(60_000)
      await clock.sleep(60_000)
      return clock.wall()
    }
    expect(await clock.run(work())).to.equal(121_000)
  })

  it('says when nothing is left that could end the work', async () => {
    const stuck = new VirtualClock().run(new Promise(() => {}))
    expect(await stuck.catch(String)).to.equal('Error: not settled at 0 ms, with 0 timers left')
  })

  it('wakes a sleeper whose signal is aborted, with the reason', async () => {
    const clock = new VirtualClock()
    const stop = new AbortController()
    const sleeping = clock.sleep(1000, stop.signal).catch((reason: unknown) => reason)
    stop.abort('enough')
    expect(await clock.run(sleeping)).to.equal('enough')
    expect(clock.now()).to.equal(0)
  })
})
