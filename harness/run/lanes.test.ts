import { expect } from 'chai'
import { VirtualClock } from '../dev/virtual-clock.js'
import { Room, runInLanes } from './lanes.js'

describe('lanes', () => {
  const enter = () => Promise.resolve()

  it('run so many tasks at a time, in their order, and the next when one is over', async () => {
    const clock = new VirtualClock()
    const begun: string[] = []
    await clock.run(
      runInLanes(2, [30, 10, 10, 5], enter, async (ms) => {
        begun.push(`${ms} at ${clock.now()}`)
        await clock.sleep(ms)
      }),
    )
    expect(begun).to.deep.equal(['30 at 0', '10 at 0', '10 at 10', '5 at 20'])
  })

  it('let nothing begin while the device is examined', async () => {
    const clock = new VirtualClock()
    let examination = Promise.resolve()
    const begun: number[] = []
    await clock.run(
      runInLanes(
        1,
        [1, 2],
        () => examination,
        async () => {
          begun.push(clock.now())
          examination = clock.sleep(100)
        },
      ),
    )
    expect(begun).to.deep.equal([0, 100])
  })

  it('have nothing to do without tasks', async () => {
    await runInLanes(4, [], enter, () => Promise.reject(new Error('never')))
  })
})

describe('room', () => {
  it('is for so many at a time; the others come in the order they asked, also after one that failed', async () => {
    const clock = new VirtualClock()
    const room = new Room(2)
    const begun: string[] = []
    const work = (ms: number) => async () => {
      begun.push(`${ms} at ${clock.now()}`)
      await clock.sleep(ms)
      if (ms === 10) throw new Error('failed')
    }
    const all = [30, 10, 20, 5].map((ms) => room.within(work(ms)))
    const ends = await clock.run(Promise.allSettled(all))
    expect(begun).to.deep.equal(['30 at 0', '10 at 0', '20 at 10', '5 at 30'])
    expect(ends.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })
})
