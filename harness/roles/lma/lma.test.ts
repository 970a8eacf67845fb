import { expect } from 'chai'
import type { Clock, Endpoint, Link, Received } from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import {
  AcknowledgementFlag,
  aligned,
  type BindingAcknowledgement,
  decode,
  encode,
  find,
  findAll,
  HeartbeatFlag,
  type Message,
  type Option,
  option,
  UpdateFlag,
} from '../../wire/index.js'
import { countingTrace, type Tag } from '../trace.js'
import { Lma } from './lma.js'
import type { Pbu } from './pbu.js'

const LMAA = '2001:db8:ff::a'
const wlan = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1', accessTechnology: 4, label: 9 }
const lte = { name: 'lte', interface: 'lte0', address: '2001:db8:2::1', accessTechnology: 8, label: 11 }
const profile = {
  lma: { address: LMAA },
  paths: [wlan, lte],
  magId: 'mag-1@example.net',
  edition: 'rfc8278',
  numbers: { multipathBinding: 63, magIdentifier: 64, cannotSupportMultipath: 180 },
} as unknown as Profile
const MN = 'mn-1@example.net'
const mnId = (id: string) => option('mobile-node-identifier', { subtype: 1, identifier: Buffer.from(id) })
const mmb = option('mag-multipath-binding', { accessTechnology: 4, label: 9, bid: 1 })
const magId = option('mag-identifier', { subtype: 1, identifier: Buffer.from('mag-1@example.net') })
const prefix = (text: string) =>
  option('home-network-prefix', { prefix: text, prefixLength: text === '::' ? 0 : 64 })
const usual: readonly Option[] = [
  prefix('::'),
  option('timestamp', { timestamp: 77n }),
  mnId(MN),
  option('handoff-indicator', { value: 1 }),
  option('access-technology-type', { value: 4 }),
  mmb,
  magId,
]

/** A clock turned by hand. */
class HandClock implements Clock {
  #now = 0
  #timers: { readonly at: number; readonly then: () => void }[] = []
  now = () => this.#now
  wall = () => 1_700_000_000_000 + this.#now
  after = (ms: number, then: () => void) => {
    const timer = { at: this.#now + ms, then }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((t) => t !== timer)
    }
  }
  sleep = (ms: number) => new Promise<void>((done) => void this.after(ms, done))
  heldUp = () => 0
  async turn(ms: number): Promise<void> {
    this.#now += ms
    const due = this.#timers.filter((t) => t.at <= this.#now)
    this.#timers = this.#timers.filter((t) => t.at > this.#now)
    for (const { then } of due) then()
    await settled()
  }
}

const settled = () => new Promise<void>((done) => setImmediate(done))

interface Left {
  readonly from: Endpoint
  readonly destination: string
  readonly message: Message
}

/** A link whose other end is the test. */
class TestLink implements Link {
  readonly endpoints = [wlan, lte].map(({ interface: on }) => ({ name: on, interface: on, address: LMAA }))
  readonly sent: Left[] = []
  #listener: (packet: Received) => void = () => {}
  send(from: Endpoint, destination: string, octets: Uint8Array): Promise<void> {
    this.sent.push({ from, destination, message: decode(octets).message })
    return Promise.resolve()
  }
  listen(listener: (packet: Received) => void): void {
    this.#listener = listener
  }
  close = () => Promise.resolve()
  comes(message: Message, { source = wlan.address, on = 'wlan0', at = 0 } = {}): void {
    const endpoint = this.endpoints.find((e) => e.interface === on)
    if (endpoint === undefined) throw new RangeError(on)
    const octets = encode(message, { source, destination: LMAA })
    this.#listener({ at, endpoint, interface: on, source, protocol: 135, octets })
  }
}

function update(
  options: readonly Option[] = usual,
  changes: { lifetime?: number; sequence?: number } = {},
): Message {
  return {
    kind: 'binding-update',
    sequence: 5,
    flags: UpdateFlag.A | UpdateFlag.P,
    lifetime: 75,
    ...changes,
    options: aligned(options, 12),
  }
}

function setUp() {
  const link = new TestLink()
  const clock = new HandClock()
  const faults: unknown[] = []
  const lma = new Lma({
    profile,
    link,
    clock,
    trace: countingTrace(),
    onFault: (error) => faults.push(error),
  })
  const answers = () => link.sent.map(({ message }) => message as BindingAcknowledgement)
  const tag = (step: string): Tag => ({ case: 'MAG-8278-TEST-01', attempt: 1, step })
  return { link, clock, lma, answers, faults, tag }
}

/** The PBU that a held node has sent. */
async function held(options: readonly Option[] = usual) {
  const all = setUp()
  all.lma.hold(MN, all.tag)
  all.link.comes(update(options))
  const pbu = (await all.lma.next({ node: MN }, 0)) as Pbu
  return { ...all, pbu }
}

describe('an emulated LMA', () => {
  it('answers whoever no case holds rightly, over the path it came by', async () => {
    const { link, answers } = setUp()
    link.comes(update(), { source: lte.address, on: 'lte0' })
    await settled()
    expect(link.sent).to.have.length(1)
    expect(link.sent[0]).to.include({ destination: lte.address })
    expect(link.sent[0]?.from.interface).to.equal('lte0')
    const [pba] = answers()
    expect(pba).to.include({ status: 0, sequence: 5, lifetime: 75, flags: AcknowledgementFlag.P })
    if (pba === undefined) return
    expect(find(pba, 'mag-multipath-binding')?.bid).to.equal(1)
    expect(find(pba, 'mag-identifier')).to.equal(undefined)
    expect(find(pba, 'timestamp')?.timestamp).to.equal(77n)
    expect(Buffer.from(find(pba, 'mobile-node-identifier')?.identifier ?? []).toString()).to.equal(MN)
    expect(find(pba, 'home-network-prefix')).to.include({ prefix: '2001:db8:2000:1::', prefixLength: 64 })
  })

  it('gives a second path the prefix of the first, and another node another', async () => {
    const { link, answers } = setUp()
    link.comes(update())
    link.comes(update([...usual.slice(0, 5)]), { source: lte.address, on: 'lte0' })
    link.comes(update([prefix('::'), mnId('mn-2@example.net')]))
    await settled()
    const prefixes = answers().map((pba) => find(pba, 'home-network-prefix')?.prefix)
    expect(prefixes).to.deep.equal(['2001:db8:2000:1::', '2001:db8:2000:1::', '2001:db8:2000:2::'])
  })

  it('sends nothing to an address that is no path of the profile', async () => {
    const { link, faults, lma, tag } = setUp()
    link.comes(update(), { source: '2001:db8:9::9' })
    await settled()
    expect(link.sent).to.deep.equal([])
    expect(faults).to.deep.equal([])
    lma.hold(MN, tag)
    link.comes(update(), { source: '2001:db8:9::9' })
    const pbu = await lma.next({ node: MN }, 0)
    const refused = await lma.answer(pbu as Pbu, {}, tag('x')).catch((error: Error) => error.message)
    expect(refused).to.contain('2001:db8:9::9, which is no path of the profile')
    expect(link.sent).to.deep.equal([])
  })

  it('tells a node without identifier what it lacks', async () => {
    const { link, answers } = setUp()
    link.comes(update([prefix('::')]))
    await settled()
    expect(answers()[0]?.status).to.equal(160)
  })

  it('stops answering a node that will not be content', async () => {
    const { link } = setUp()
    for (let i = 0; i < 100; i++) link.comes(update())
    await settled()
    expect(link.sent.length).to.equal(20)
  })

  it('leaves the PBUs of a held node to its case, in order and by path', async () => {
    const { link, lma, tag } = setUp()
    lma.hold(MN, tag)
    link.comes(update(usual, { sequence: 1 }))
    link.comes(update(usual, { sequence: 2 }), { source: lte.address, on: 'lte0' })
    link.comes(update(usual, { sequence: 3 }))
    expect(link.sent).to.deep.equal([])
    expect((await lma.next({ node: MN, on: 'lte' }, 0))?.sequence).to.equal(2)
    expect((await lma.next({ node: MN }, 0))?.sequence).to.equal(1)
    expect((await lma.next({ node: MN, where: (p) => p.sequence === 3 }, 0))?.sequence).to.equal(3)
    expect(lma.log(MN).map((p) => p.sequence)).to.deep.equal([1, 2, 3])
  })

  it('waits for a PBU as long as it is told', async () => {
    const { link, lma, clock, tag } = setUp()
    lma.hold(MN, tag)
    const late = lma.next({ node: MN }, 100)
    await clock.turn(101)
    expect(await late).to.equal(undefined)
    const soon = lma.next({ node: MN }, 100)
    await clock.turn(50)
    link.comes(update())
    expect((await soon)?.nodeId).to.equal(MN)
  })

  it('forgets the repetitions of a PBU that it answers', async () => {
    const { link, lma, tag } = setUp()
    lma.hold(MN, tag)
    for (const sequence of [1, 2, 3]) link.comes(update(usual, { sequence }))
    const newest = await lma.next({ node: MN, where: (p) => p.sequence === 2 }, 0)
    await lma.answer(newest as Pbu, {}, tag('answer'))
    expect((await lma.next({ node: MN }, 0))?.sequence).to.equal(3)
  })

  it('answers by itself again once a node is let go', async () => {
    const { link, lma, tag } = setUp()
    lma.hold(MN, tag)
    lma.release(MN)
    link.comes(update())
    await settled()
    expect(link.sent).to.have.length(1)
  })

  it('follows a list of scripts, the last of them for all that comes after', async () => {
    const { link, lma, answers, tag } = setUp()
    lma.hold(MN, tag)
    lma.answering(MN, [{ status: 180 }, { never: true }, { status: 130 }])
    for (let i = 0; i < 4; i++) link.comes(update())
    await settled()
    expect(answers().map((pba) => pba.status)).to.deep.equal([180, 130, 130])
    expect(lma.log(MN)).to.have.length(4)
  })

  it('answers Heartbeat requests, and knows the response to its own', async () => {
    const { link, lma } = setUp()
    link.comes({ kind: 'heartbeat', flags: 0, sequence: 9, options: [] })
    await settled()
    expect(link.sent[0]?.message).to.include({ kind: 'heartbeat', flags: HeartbeatFlag.R, sequence: 9 })
    const response = lma.heartbeat(lte, {}, 100, { step: 'Heartbeat' })
    await settled()
    const asked = link.sent[1]
    expect(asked).to.include({ destination: lte.address })
    link.comes(
      { ...(asked?.message as Extract<Message, { kind: 'heartbeat' }>), flags: HeartbeatFlag.R },
      {
        source: lte.address,
        on: 'lte0',
      },
    )
    expect((await response).answered).to.equal(true)
  })

  it('takes no Heartbeat that the MAG sends of its own accord for a reaction', async () => {
    const { link, lma, clock } = setUp()
    const heartbeat = (flags: number) => ({ kind: 'heartbeat', flags, sequence: 9, options: [] }) as const
    const { R, U } = HeartbeatFlag
    for (const flags of [0, R | U]) link.comes(heartbeat(flags))
    const none = lma.nextOther(() => true, 0)
    await clock.turn(1)
    expect(await none).to.equal(undefined)
    link.comes(heartbeat(R))
    expect(await lma.nextOther(() => true, 0)).to.include({ kind: 'message', path: 'wlan' })
  })

  it('knows that packets get lost when a PBU comes again though it was answered rightly', async () => {
    const { link, lma, pbu, tag } = await held()
    await lma.answer(pbu, {}, tag('x'))
    link.comes(update(usual, { sequence: 6 }), { at: 100 })
    expect(lma.loss.seen, 'on its way when the answer left').to.equal(false)
    link.comes(update(usual, { sequence: 7 }), { at: 1200 })
    expect(lma.loss.seen).to.equal(true)
  })

  it('does not take a refresh, nor the repetition of what was refused, for a sign of loss', async () => {
    const { link, lma, pbu, tag } = await held()
    await lma.answer(pbu, { status: 130 }, tag('x'))
    link.comes(update(usual, { sequence: 6 }), { at: 1200 })
    const again = (await lma.next({ node: MN }, 0)) as Pbu
    await lma.answer(again, {}, tag('x'))
    link.comes(update([prefix('2001:db8:2000:1::'), mnId(MN), option('handoff-indicator', { value: 5 })]), {
      at: 2400,
    })
    expect(lma.loss.seen).to.equal(false)
  })

  it('knows the last message of a case, and who nobody had asked for', async () => {
    const { lma, link, pbu, tag } = await held()
    const sent = await lma.answer(pbu, {}, tag('answer'))
    expect(lma.lastSent('MAG-8278-TEST-01')).to.equal(sent)
    link.comes(update([mnId('ghost@example.net')]), { at: 5 })
    expect(lma.strangers(5).map((p) => p.nodeId)).to.deep.equal(['ghost@example.net'])
    expect(lma.strangers(6)).to.deep.equal([])
  })
})

describe('scripts of an emulated LMA', () => {
  it('change every field of the answer', async () => {
    const { lma, pbu, answers, tag } = await held()
    const script = {
      status: 1,
      lifetime: 10,
      sequence: { shift: 7 },
      flags: 0,
      handoffIndicator: 3,
      accessTechnology: false,
      timestamp: { shift: 1000 },
      multipath: { bid: 9, label: 1 },
      magId: true,
      prefixes: 2,
    } as const
    await lma.answer(pbu, script, tag('x'))
    const [pba] = answers()
    if (pba === undefined) throw new Error('nothing was sent')
    expect(pba).to.include({ status: 1, lifetime: 10, sequence: 12, flags: 0 })
    expect(find(pba, 'handoff-indicator')?.value).to.equal(3)
    expect(find(pba, 'access-technology-type')).to.equal(undefined)
    expect(find(pba, 'timestamp')?.timestamp).to.equal(77n + 65536n)
    expect(find(pba, 'mag-multipath-binding')).to.include({ bid: 9, label: 1, accessTechnology: 4 })
    expect(find(pba, 'mag-identifier')).not.to.equal(undefined)
    expect(findAll(pba, 'home-network-prefix').map((p) => p.prefix)).to.deep.equal([
      '2001:db8:2000:1::',
      '2001:db8:2000:2::',
    ])
  })

  it('of a rejection give the prefixes of the request back, and the multipath option with status 180 only', async () => {
    for (const [status, options] of [
      [180, 1],
      [130, 0],
    ] as const) {
      const { lma, pbu, answers, tag } = await held()
      await lma.answer(pbu, { status }, tag('x'))
      const [pba] = answers()
      if (pba === undefined) throw new Error('nothing was sent')
      expect(find(pba, 'home-network-prefix')?.prefix).to.equal('::')
      expect(findAll(pba, 'mag-multipath-binding')).to.have.length(options)
      expect(lma.sessions.of(MN)).to.equal(undefined)
    }
  })

  it('of status 156 have our own time in the Timestamp', async () => {
    const { lma, pbu, answers, tag, clock } = await held()
    await lma.answer(pbu, { status: 156 }, tag('x'))
    const [pba] = answers()
    const seconds = Number((pba && find(pba, 'timestamp')?.timestamp) ?? 0n) / 65536
    expect(seconds).to.be.closeTo(clock.wall() / 1000, 0.01)
  })

  it('send late, twice or never', async () => {
    const { lma, pbu, link, clock, tag } = await held()
    const late = lma.answer(pbu, { delay: 3000, twice: true }, tag('x'))
    await clock.turn(2999)
    expect(link.sent).to.deep.equal([])
    await clock.turn(2)
    await late
    expect(link.sent).to.have.length(2)
    expect(await lma.answer(pbu, { never: true }, tag('x'))).to.equal(undefined)
    expect(link.sent).to.have.length(2)
  })

  it('arrange options, add some, and damage octets', async () => {
    const { lma, pbu, tag } = await held()
    const sent = await lma.answer(
      pbu,
      {
        add: [option('unknown', { type: 200, data: Uint8Array.of(1) })],
        arrange: (options) => [...options].reverse(),
        exactly: true,
        damage: (octets) => octets.subarray(0, 16),
      },
      tag('x'),
    )
    expect(sent?.octets).to.have.length(16)
    expect(sent?.octets[12]).to.equal(200)
  })

  it('forget a session when its last path is gone', async () => {
    const { lma, link, pbu, tag } = await held()
    await lma.answer(pbu, {}, tag('x'))
    expect(lma.sessions.of(MN)?.bindings.size).to.equal(1)
    link.comes(
      update([prefix('2001:db8:2000:1::'), mnId(MN), option('handoff-indicator', { value: 4 }), mmb], {
        lifetime: 0,
      }),
    )
    const gone = await lma.next({ node: MN }, 0)
    expect(gone?.isDeregistration).to.equal(true)
    await lma.answer(gone as Pbu, {}, tag('x'))
    expect(lma.sessions.of(MN)).to.equal(undefined)
  })
})
