import { expect } from 'chai'
import { SendOrder } from './send-order.js'

/** Two sockets, each of which has what it was handed leave one by one, when the test says so. */
class Sockets {
  readonly left: string[] = []
  readonly #queues = new Map<string, (() => void)[]>()

  hand(on: string, packet: string, failure?: Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(on) ?? []
      this.#queues.set(on, queue)
      queue.push(() => {
        if (failure !== undefined) return reject(failure)
        this.left.push(packet)
        resolve()
      })
    })
  }

  /** Lets each socket, in this order, send what it holds. */
  async drain(...sockets: readonly string[]): Promise<void> {
    for (let turn = 0; turn < 10; turn++) {
      await new Promise(setImmediate)
      for (const on of sockets) this.#queues.get(on)?.shift()?.()
    }
  }
}

describe('the order in which packets leave', () => {
  it('is that in which they were given, whichever socket is quicker', async () => {
    const order = new SendOrder()
    const sockets = new Sockets()
    const packets = ['wlan 1', 'lte 2', 'lte 3', 'wlan 4', 'lte 5']
    const sent = packets.map((packet) => {
      const [on = ''] = packet.split(' ')
      return order.send(on, () => sockets.hand(on, packet))
    })
    await sockets.drain('lte', 'wlan')
    await Promise.all(sent)
    expect(sockets.left).to.deep.equal(packets)
  })

  it('gives one socket all that is for it at once', async () => {
    const order = new SendOrder()
    const handed: string[] = []
    const hand = (packet: string) => async () => void handed.push(packet)
    await order.send('wlan', hand('1'))
    const sent = [order.send('wlan', hand('2')), order.send('wlan', hand('3'))]
    expect(handed).to.deep.equal(['1', '2', '3'])
    await Promise.all(sent)
  })

  it('goes on after a packet that could not leave, and tells of that one alone', async () => {
    const order = new SendOrder()
    const sockets = new Sockets()
    const failed = order.send('wlan', () => sockets.hand('wlan', '1', new Error('no route')))
    const sent = order.send('lte', () => sockets.hand('lte', '2'))
    const told = failed.catch((error: Error) => error.message)
    await sockets.drain('wlan', 'lte')
    await sent
    expect(await told).to.equal('no route')
    expect(sockets.left).to.deep.equal(['2'])
  })
})
