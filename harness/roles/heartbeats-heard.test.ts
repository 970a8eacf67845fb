import { expect } from 'chai'
import { VirtualClock } from '../dev/virtual-clock.js'
import { decode, encode, find, type Heartbeat, HeartbeatFlag } from '../wire/index.js'
import { type HeardHeartbeat, HeartbeatsHeard } from './heartbeats-heard.js'

const tag = { case: 'LMA-5847-HEARTBEAT-10', step: 'Heartbeat to wlan' }

function heard(path: string, changes: Partial<Heartbeat> = {}, at = 0): HeardHeartbeat {
  const { message } = decode(encode({ kind: 'heartbeat', flags: 0, sequence: 7, options: [], ...changes }))
  if (message.kind !== 'heartbeat') throw new RangeError('no Heartbeat')
  return { message, path, frame: 1, at }
}

describe("the device's Heartbeats at our end", () => {
  it('are answered rightly while no case says otherwise, and responses are not', () => {
    const heartbeats = new HeartbeatsHeard(new VirtualClock())
    expect(heartbeats.hear(heard('wlan'))).to.include({ flags: HeartbeatFlag.R, sequence: 7 })
    expect(heartbeats.hear(heard('wlan', { flags: HeartbeatFlag.R }))).to.equal(undefined)
    expect(heartbeats.hear(heard('wlan', { flags: HeartbeatFlag.R | HeartbeatFlag.U }))).to.equal(undefined)
  })

  it('are answered as the case that watches their path says, request by request, until it ends', () => {
    const heartbeats = new HeartbeatsHeard(new VirtualClock())
    heartbeats.watch('wlan', tag, ({ message }, nth) =>
      nth === 0
        ? undefined
        : { kind: 'binding-error', status: 2, homeAddress: '::', options: message.options },
    )
    expect(heartbeats.tagOf('wlan')).to.equal(tag)
    expect(heartbeats.hear(heard('wlan'))).to.equal(undefined)
    expect(heartbeats.hear(heard('wlan', { flags: HeartbeatFlag.R }))).to.equal(undefined)
    expect(heartbeats.hear(heard('wlan'))?.kind).to.equal('binding-error')
    const elsewhere = heartbeats.hear(heard('lte'))
    expect(elsewhere && find(elsewhere, 'restart-counter')).not.to.equal(undefined)
    heartbeats.unwatch('wlan')
    expect(heartbeats.hear(heard('wlan'))?.kind).to.equal('heartbeat')
  })

  it('are told by path and time, and each is taken once', async () => {
    const clock = new VirtualClock()
    const heartbeats = new HeartbeatsHeard(clock)
    heartbeats.hear(heard('wlan', { sequence: 1 }, 10))
    heartbeats.hear(heard('lte', { sequence: 2 }, 20))
    heartbeats.hear(heard('wlan', { sequence: 3 }, 30))
    expect(heartbeats.since('wlan', 20).map((h) => h.message.sequence)).to.deep.equal([3])
    const next = () => clock.run(heartbeats.next(({ path }) => path === 'wlan', 100))
    expect((await next())?.message.sequence).to.equal(1)
    expect((await next())?.message.sequence).to.equal(3)
    expect(await next()).to.equal(undefined)
  })
})
