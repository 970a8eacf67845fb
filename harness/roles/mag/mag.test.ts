import { expect } from 'chai'
import { pbaTo, pbuIn, testLink } from '../../dev/device.js'
import type { Carried, MemoryLink } from '../../dev/memory-link.js'
import { type Endpoint, LinkError } from '../../link/index.js'
import { type BindingAcknowledgement, decode, encode, find, type Message, option } from '../../wire/index.js'
import { buildIPv6 } from '../../wire/ipv6.js'
import { NodePool } from '../node-pool.js'
import type { Sighted, Tag } from '../trace.js'
import type { Answer, Request } from './answer.js'
import type { Seen } from './correspondence.js'
import { unlearnedFacts } from './facts.js'
import { DeviceMute, Mag, Undelivered } from './mag.js'

const LMAA = '2001:db8:ff::a'
const tag: Tag = { case: 'LMA-8278-X-01', attempt: 1, step: 'register mn-1 on wlan' }

const nodeOf = (packet: Pick<Carried, 'octets'>) =>
  new TextDecoder().decode(find(pbuIn(packet), 'mobile-node-identifier')?.identifier)

/** A device that answers every PBU but those of `mn-1` rightly, and those as it is told. */
function answering(link: MemoryLink, first: (packet: Carried, nth: number) => void) {
  let nth = 0
  link.device = (packet) => {
    if (nodeOf(packet) === 'mn-1@example.net') first(packet, ++nth)
    else reply(link, packet)
  }
}

function reply(
  link: MemoryLink,
  packet: Carried,
  changes: Partial<BindingAcknowledgement> = {},
  { delay = 1, source = LMAA, destination = packet.source } = {},
) {
  link.deliver({ source, destination, octets: pbaTo(packet, changes) }, delay)
}

const bindingError = { kind: 'binding-error', status: 1, homeAddress: '::', options: [] } as const

/** Another message of the device, to the address a packet came from. */
function say(link: MemoryLink, packet: Carried, message: Message, source = LMAA) {
  const destination = packet.source
  link.deliver({ source, destination, octets: encode(message, { source, destination }) })
}

function icmpError(link: MemoryLink, packet: Carried, type: number, code: number) {
  const { source, destination, octets } = packet
  const quoted = buildIPv6({ source, destination, hopLimit: 64, nextHeader: 135, payload: octets })
  const error = Uint8Array.of(type, code, 0, 0, 0, 0, 0, 0, ...quoted)
  link.deliver({ source: LMAA, destination: source, octets: error, protocol: 58 })
}

async function bench() {
  const { profile, clock, link } = testLink()
  const packets: (Sighted & Partial<Tag>)[] = []
  const seen: Seen[] = []
  const late: Request[] = []
  const faults: unknown[] = []
  const facts = { ...unlearnedFacts(true), answer: 100, grace: 50 }
  const nodes = new NodePool(profile, clock)
  const mag = new Mag({
    profile,
    link,
    clock,
    facts,
    nodes,
    firstSequence: 0xfffe,
    trace: { packet: (p, of) => packets.push({ ...of, ...p }) },
    onSeen: (one) => seen.push(one),
    onLate: (request) => late.push(request),
    onFault: (fault) => faults.push(fault),
  })
  const [wlan, lte] = link.endpoints as readonly [Endpoint, Endpoint]
  const node = await nodes.take()
  const ask = (purpose: 'register' | 'refresh' | 'deregister' = 'register', changes = {}) =>
    clock.run(mag.ask(node, wlan, purpose, changes, tag))
  return { profile, clock, link, mag, nodes, node, wlan, lte, facts, packets, seen, late, faults, ask }
}

describe('the emulated MAG', () => {
  it('gives the answer to a PBU, how long it took and in which frame', async () => {
    const { link, ask, packets } = await bench()
    link.device = (packet) => reply(link, packet, {}, { delay: 7 })
    const answer = await ask()
    expect(answer.accepted).to.equal(true)
    expect(answer.reaction.after).to.equal(7)
    expect(answer.request.frame).to.equal(1)
    expect(answer.frame).to.equal(2)
    expect(packets.map((p) => p.step)).to.deep.equal([tag.step, `answer to ${tag.step}`])
    expect(packets.every((p) => p.case === tag.case)).to.equal(true)
  })

  it('keeps what was registered, and forgets what was de-registered', async () => {
    const { link, ask, node } = await bench()
    link.device = (packet) => reply(link, packet)
    await ask('register', { multipath: true })
    expect(node.registrations).to.have.lengthOf(1)
    expect(node.registrations[0]).to.include({ bid: 1, live: true, multipath: true, lifetime: 75 })
    expect(node.prefixes).to.deep.equal([{ prefix: '2001:db8:100::', prefixLength: 64 }])
    expect(node.carriesLinkLayerId).to.equal(true)
    await ask('deregister')
    expect(node.hasSession).to.equal(false)
  })

  it('keeps nothing of what was refused', async () => {
    const { link, ask, node } = await bench()
    link.device = (packet) => reply(link, packet, { status: 154, lifetime: 0 })
    expect((await ask()).refused).to.equal(true)
    expect(node.hasSession).to.equal(false)
    expect(node.prefixes).to.deep.equal([])
  })

  it('counts sequence numbers over the end of their range', async () => {
    const { link, ask } = await bench()
    link.device = (packet) => reply(link, packet)
    for (const purpose of ['register', 'refresh', 'refresh'] as const) await ask(purpose)
    expect(link.sent.map((packet) => pbuIn(packet).sequence)).to.deep.equal([0xffff, 0, 1])
  })

  it('keeps the distance from a PBU and its answer to the next one of the node that calibration found safe', async () => {
    const { link, ask, facts } = await bench()
    facts.spacing = 40
    link.device = (packet) => reply(link, packet, {}, { delay: 15 })
    for (const purpose of ['register', 'refresh', 'refresh'] as const) await ask(purpose)
    expect(link.sent.map((packet) => packet.at)).to.deep.equal([0, 55, 110])
  })

  it('waits longer where a device may hold its answer back (handoff indicator 4)', async () => {
    const { link, ask, profile } = await bench()
    const { maxDelayBeforeNewBceAssign } = profile.timers
    answering(link, (packet) => reply(link, packet, {}, { delay: 90 + maxDelayBeforeNewBceAssign }))
    expect((await ask('register', { handoffIndicator: 4 })).accepted).to.equal(true)
    expect(link.sent, 'no barrier was needed').to.have.lengthOf(1)
  })

  it('rejects with the lab’s fault when the host does not send', async () => {
    const { link, ask } = await bench()
    link.refusal = new LinkError('route', 'there is no route')
    expect(await ask().catch(String)).to.equal('LinkError: there is no route')
  })
})

describe('silence', () => {
  it('is proven by a registration of a fresh node on the same path', async () => {
    const { link, ask, clock, lte, mag, node } = await bench()
    answering(link, () => {})
    const answer = await ask()
    expect(answer.reaction).to.deep.equal({
      kind: 'silence',
      proof: 'a plain registration sent after it was answered, this was not',
      frame: undefined,
      after: 100 + 1 + 50,
    })
    const elsewhere = await clock.run(mag.ask(node, lte, 'register', {}, tag))
    expect(elsewhere.silent).to.equal(true)
    const barriers = link.sent.filter((p) => nodeOf(p) !== 'mn-1@example.net' && pbuIn(p).lifetime > 0)
    expect(barriers.map((p) => p.from.name)).to.deep.equal(['wlan', 'lte'])
  })

  it('is none when the answer only trails behind the barrier’s', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => reply(link, packet, {}, { delay: 140 }))
    expect((await ask()).accepted).to.equal(true)
  })

  it('that an answer breaks after all is told, with the request', async () => {
    const { link, ask, clock, late } = await bench()
    answering(link, (packet) => reply(link, packet, {}, { delay: 500 }))
    const { request, silent } = await ask()
    expect(silent).to.equal(true)
    await clock.pass(500)
    expect(late).to.deep.equal([request])
  })

  it('of everything is no silence: the device is mute', async () => {
    const { link, ask, clock, profile } = await bench()
    const error = await ask().catch((e: unknown) => e)
    expect(error).to.be.instanceOf(DeviceMute)
    expect((error as DeviceMute).request.frame).to.equal(1)
    expect(link.sent, 'the PBU and three barriers').to.have.lengthOf(4)
    expect(clock.now()).to.equal(100 + 3 * profile.timing.answer)
  })
})

describe('insisting', () => {
  it('repeats at growing intervals, each time newer', async () => {
    const { link, clock, mag, node, wlan } = await bench()
    const answer = await clock.run(mag.insist(node, wlan, 'register', {}, tag, 3, 200))
    expect(answer).to.equal(undefined)
    expect(link.sent.map((p) => p.at)).to.deep.equal([0, 200, 600])
    expect(link.sent.map((p) => pbuIn(p).sequence)).to.deep.equal([0xffff, 0, 1])
    const stamps = link.sent.map((p) => find(pbuIn(p), 'timestamp')?.timestamp ?? 0n)
    expect(stamps[0] !== undefined && stamps[1] !== undefined && stamps[0] < stamps[1]).to.equal(true)
  })

  it('ends with the first answer', async () => {
    const { link, clock, mag, node, wlan } = await bench()
    answering(link, (packet, nth) => nth === 2 && reply(link, packet))
    const answer = await clock.run(mag.insist(node, wlan, 'register', {}, tag, 3, 200))
    expect(answer?.accepted).to.equal(true)
    expect(link.sent).to.have.lengthOf(2)
  })

  it('does not take the late answer to the first for the answer to the second', async () => {
    const { link, clock, mag, node, wlan, late } = await bench()
    answering(link, (packet, nth) => nth === 1 && reply(link, packet, { status: 128 }, { delay: 250 }))
    expect(await clock.run(mag.insist(node, wlan, 'register', {}, tag, 2, 200))).to.equal(undefined)
    expect(late.map((r) => r.frame)).to.deep.equal([1])
  })
})

describe('an answer', () => {
  const named = (id: string) =>
    option('mobile-node-identifier', { subtype: 1, identifier: new TextEncoder().encode(id) })

  it('with a spoilt sequence number, or a spoilt identifier, is one all the same', async () => {
    const { link, ask } = await bench()
    answering(link, (packet, nth) =>
      reply(link, packet, nth === 1 ? { sequence: 4711 } : { options: [named('MN-1@EXAMPLE.NET')] }),
    )
    expect((await ask()).pba?.sequence).to.equal(4711)
    expect((await ask('refresh')).accepted).to.equal(true)
  })

  it('with both spoilt is none', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) =>
      reply(link, packet, { sequence: 4711, options: [named('mn-99@example.net')] }),
    )
    expect((await ask()).silent).to.equal(true)
  })

  it('of status 135 carries the last sequence number accepted, so the identifier tells (RFC 6275 §9.5.1)', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => reply(link, packet, { status: 135, sequence: 12 }))
    expect((await ask()).status).to.equal(135)
  })

  it('from another address than was asked is one when both keys agree', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => reply(link, packet, {}, { source: '2001:db8:ff::b' }))
    expect((await ask()).acknowledgement?.source).to.equal('2001:db8:ff::b')
  })

  it('to another path than asked is one when both keys agree', async () => {
    const { link, ask, lte } = await bench()
    answering(link, (packet) => reply(link, packet, {}, { destination: lte.address }))
    expect((await ask()).accepted).to.equal(true)
  })

  it('from another address is none when only one key agrees', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => reply(link, packet, { sequence: 4711 }, { source: '2001:db8:ff::b' }))
    expect((await ask()).silent).to.equal(true)
  })

  it('that comes twice is neither late nor the answer to the next request', async () => {
    const { link, ask, late, packets } = await bench()
    answering(link, (packet, nth) => {
      reply(link, packet, { status: nth === 3 ? 129 : 0 })
      // The copy of the second answer comes when the third request is out.
      if (nth < 3) reply(link, packet, {}, { delay: nth === 1 ? 2 : 30 })
    })
    await ask()
    await ask('refresh')
    expect((await ask('refresh')).status).to.equal(129)
    expect(late).to.deep.equal([])
    expect(packets.map((p) => p.step)).to.include(`again, or late: ${tag.step}`)
  })

  it('that comes twice is told from the next one that looks alike', async () => {
    const { link, ask, late } = await bench()
    const refusal = { status: 135, sequence: 12 }
    answering(link, (packet) => {
      reply(link, packet, refusal)
      reply(link, packet, refusal, { delay: 3 })
    })
    for (const purpose of ['register', 'refresh', 'refresh'] as const)
      expect((await ask(purpose)).status).to.equal(135)
    expect(late).to.deep.equal([])
  })

  it('of status 135 that came late may be of any request without answer, so no rule judges it', async () => {
    const { link, ask, seen, clock } = await bench()
    answering(link, (packet, nth) => {
      for (const delay of [500, 510])
        if (nth === 1) reply(link, packet, { status: 135, sequence: 12 }, { delay })
    })
    expect((await ask()).silent).to.equal(true)
    expect((await ask('refresh')).silent).to.equal(true)
    await clock.run(clock.sleep(400))
    const status = ({ decoded: { message } }: Seen) =>
      message.kind === 'binding-acknowledgement' ? message.status : undefined
    const told = seen.filter((one) => status(one) === 135)
    expect(told.map(({ request }) => request)).to.deep.equal([undefined, undefined])
  })

  it('of status 135 that comes for a request given up is not held against the next one', async () => {
    const { link, ask } = await bench()
    answering(link, (packet, nth) => {
      if (nth === 1) reply(link, packet, { status: 135, sequence: 12 }, { delay: 180 })
      else reply(link, packet, {}, { delay: 50 })
    })
    expect((await ask()).silent).to.equal(true)
    expect((await ask('refresh')).overtaken).to.equal(true)
  })

  it('tells whether other PBUs of the node were on their way', async () => {
    const { link, clock, mag, node, wlan, lte } = await bench()
    answering(link, (packet, nth) => reply(link, packet, {}, { delay: nth === 1 ? 20 : 1 }))
    const crossed = (await clock.run(
      Promise.all([
        mag.ask(node, wlan, 'register', {}, tag),
        clock.sleep(5).then(() => mag.ask(node, lte, 'register', {}, tag)),
      ]),
    )) as readonly Answer[]
    const after = await clock.run(mag.ask(node, wlan, 'refresh', {}, tag))
    expect([...crossed, after].map((a) => a.acknowledgement?.crossed)).to.deep.equal([true, true, false])
  })

  it('that comes after its request was given up is told of the attempt', async () => {
    const { link, ask, mag, clock } = await bench()
    answering(link, (packet) => reply(link, packet, {}, { delay: 300 }))
    expect(mag.missed('LMA-8278-X-01', 1)).to.equal('no')
    await ask()
    expect(mag.missed('LMA-8278-X-01', 1)).to.equal('yes')
    await clock.run(clock.sleep(200))
    expect(mag.missed('LMA-8278-X-01', 1)).to.equal('late')
    expect(mag.missed('LMA-8278-X-01', 2)).to.equal('no')
  })

  it('is not taken from whoever else is on the link', async () => {
    const { link, ask, packets } = await bench()
    answering(link, (packet) => {
      say(link, packet, { kind: 'heartbeat', flags: 0, sequence: 1, options: [] }, '2001:db8::bad')
      say(link, packet, { kind: 'heartbeat', flags: 2, sequence: 1, options: [] })
      reply(link, packet, {}, { delay: 5 })
    })
    await ask()
    expect(packets.map((p) => [p.source, p.step])).to.deep.equal([
      ['2001:db8:1::1', tag.step],
      [LMAA, 'nobody asked for it'],
      [LMAA, `answer to ${tag.step}`],
    ])
  })

  it('may be a Binding Error', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => say(link, packet, bindingError))
    const { reaction } = await ask()
    expect(reaction.kind === 'binding-error' && reaction.message.status).to.equal(1)
  })

  it('may be a Binding Error while another request waits: it is about the one of a type nobody knows', async () => {
    const { link, clock, mag, node, wlan, nodes } = await bench()
    const other = await nodes.take()
    link.device = (packet) => {
      if (packet.octets[2] === 99) say(link, packet, bindingError)
      else reply(link, packet, {}, { delay: 5 })
    }
    const damage = (octets: Uint8Array) => octets.map((octet, i) => (i === 2 ? 99 : octet))
    const [plain, odd] = (await clock.run(
      Promise.all([
        mag.ask(other, wlan, 'register', {}, tag),
        mag.ask(node, wlan, 'register', { damage }, tag),
      ]),
    )) as readonly [Answer, Answer]
    expect(plain.accepted).to.equal(true)
    expect(odd.reaction.kind).to.equal('binding-error')
  })

  it('may be an ICMPv6 error about the message', async () => {
    const { link, ask } = await bench()
    answering(link, (packet) => icmpError(link, packet, 4, 0))
    const { reaction } = await ask()
    expect(reaction.kind === 'icmp-error' && reaction.error.type).to.equal(4)
    expect(link.sent, 'nothing makes one think that the device is dead').to.have.lengthOf(1)
  })

  it('of the host in the device’s stead is none: the request was not delivered, or the device is mute', async () => {
    const alive = await bench()
    answering(alive.link, (packet) => icmpError(alive.link, packet, 4, 1))
    expect(await alive.ask().catch((e: unknown) => e)).to.be.instanceOf(Undelivered)

    const dead = await bench()
    dead.link.device = (packet) => icmpError(dead.link, packet, 1, 4)
    expect(await dead.ask().catch((e: unknown) => e)).to.be.instanceOf(DeviceMute)
  })

  it('counts for more than what the host says of it: a service may read the wire beside its host', async () => {
    const { link, ask } = await bench()
    link.device = (packet) => {
      icmpError(link, packet, 4, 1)
      reply(link, packet, {}, { delay: 40 })
    }
    expect((await ask()).accepted).to.equal(true)

    answering(link, (packet) => icmpError(link, packet, 4, 1))
    expect((await ask()).reaction.kind, 'of this one nothing but the silence tells').to.equal('silence')
  })

  it('that is no message at all breaks nothing', async () => {
    const { link, ask, faults } = await bench()
    answering(link, (packet) => {
      for (const octets of [new Uint8Array(), Uint8Array.of(59), pbaTo(packet).subarray(0, 9)])
        link.deliver({ source: LMAA, destination: packet.source, octets })
      reply(link, packet, {}, { delay: 5 })
    })
    expect((await ask()).accepted).to.equal(true)
    expect(faults).to.deep.equal([])
  })
})

describe('cleaning up', () => {
  it('de-registers what is live, under its BID and with its prefixes, and lets the node rest', async () => {
    const { link, mag, clock, node, wlan, lte } = await bench()
    link.device = (packet) => reply(link, packet)
    await clock.run(mag.ask(node, wlan, 'register', { multipath: true }, tag))
    await clock.run(mag.ask(node, lte, 'register', { multipath: { bid: 9 } }, tag))
    const before = link.sent.length
    mag.tidy([node], { step: 'clean-up' })
    await clock.run(mag.tidied())
    const gone = link.sent.slice(before).map((packet) => {
      const pbu = pbuIn(packet)
      const { prefix } = find(pbu, 'home-network-prefix') ?? {}
      return [packet.from.name, pbu.lifetime, find(pbu, 'mag-multipath-binding')?.bid, prefix]
    })
    expect(gone).to.deep.equal([
      ['wlan', 0, 1, '2001:db8:100::'],
      ['lte', 0, 9, '2001:db8:100::'],
    ])
    expect(node.hasSession).to.equal(false)
  })

  it('repeats a de-registration that is not answered, and gives up', async () => {
    const { link, mag, clock, node, wlan } = await bench()
    link.device = (packet) => pbuIn(packet).lifetime > 0 && reply(link, packet)
    await clock.run(mag.ask(node, wlan, 'register', {}, tag))
    await clock.run(mag.release(node, { step: 'clean-up' }))
    expect(link.sent.slice(1).map((p) => pbuIn(p).lifetime)).to.deep.equal([0, 0])
    expect(node.hasSession).to.equal(false)
  })

  it('repeats it more often where packets are known to get lost', async () => {
    const { link, mag, clock, node, wlan } = await bench()
    link.device = (packet) => pbuIn(packet).lifetime > 0 && reply(link, packet)
    await clock.run(mag.ask(node, wlan, 'register', {}, tag))
    mag.loss.unanswered()
    mag.loss.answered()
    await clock.run(mag.release(node, { step: 'clean-up' }))
    expect(link.sent.slice(1)).to.have.lengthOf(5)
  })

  it('tells a host that does not send, and goes on', async () => {
    const { link, mag, clock, node, wlan, faults } = await bench()
    link.device = (packet) => reply(link, packet)
    await clock.run(mag.ask(node, wlan, 'register', {}, tag))
    link.refusal = new LinkError('route', 'there is no route')
    await clock.run(mag.release(node, { step: 'clean-up' }))
    expect(faults.map(String)).to.deep.equal(['LinkError: there is no route'])
  })
})

describe('a Heartbeat request', () => {
  it('is sent three times at most', async () => {
    const { link, mag, clock, wlan, facts } = await bench()
    link.device = () => {}
    const answer = await clock.run(mag.heartbeat(wlan, {}, tag))
    expect(answer).to.deep.equal({ answered: false })
    expect(link.sent.map((p) => p.at)).to.deep.equal([0, facts.answer, 3 * facts.answer])
  })

  it('has all the time of the profile in the end, and takes the response to an earlier one too', async () => {
    const { link, mag, clock, wlan, facts, profile } = await bench()
    let nth = 0
    link.device = (packet) => {
      if (nth++ > 0) return
      const { message } = decode(packet.octets)
      if (message.kind !== 'heartbeat') return
      const { sequence } = message
      clock.after(3 * facts.answer + profile.timing.answer - 10, () =>
        say(link, packet, { kind: 'heartbeat', flags: 1, sequence, options: [] }),
      )
    }
    const answer = await clock.run(mag.heartbeat(wlan, {}, tag))
    expect(answer.answered).to.equal(true)
    expect(nth).to.equal(3)
  })
})
