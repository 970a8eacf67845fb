import { expect } from 'chai'
import { attachAnchor, type DeviceOptions, pbaTo, pbuIn, testLink, testProfile } from '../dev/device.js'
import type { Carried, MemoryLink } from '../dev/memory-link.js'
import type { Profile } from '../model/index.js'
import { countingTrace, Mag, NodePool, unlearnedFacts } from '../roles/index.js'
import { encode, find, option, timestampFromMs, UpdateFlag } from '../wire/index.js'
import { buildIPv6 } from '../wire/ipv6.js'
import { BaselineFailed } from './baseline.js'
import { calibrate } from './calibrate.js'

const LMAA = '2001:db8:ff::a'
const HOUR = 3_600_000

interface Setup {
  readonly device?: DeviceOptions
  readonly profile?: Partial<Profile>
  /** In place of the reference LMA. */
  readonly script?: (packet: Carried, link: MemoryLink, nth: number) => void
}

async function calibrated({ device = {}, profile: changes = {}, script }: Setup = {}) {
  const { profile, clock, link } = testLink(testProfile(changes))
  attachAnchor(link, clock, profile, device)
  let nth = 0
  if (script !== undefined) link.device = (packet) => script(packet, link, ++nth)
  const facts = unlearnedFacts(profile.claims.timestamps)
  const nodes = new NodePool(profile, clock)
  const onFault = (error: unknown) => {
    throw error
  }
  const mag = new Mag({ profile, link, clock, facts, nodes, trace: countingTrace(), onFault })
  const learned = await clock.run(
    calibrate({ mag, nodes, profile, facts, clock }).catch((error: unknown) => {
      if (error instanceof BaselineFailed) return error
      throw error
    }),
  )
  await clock.run(mag.tidied())
  const calibration = learned instanceof BaselineFailed ? undefined : learned
  const sentence = learned instanceof BaselineFailed ? learned.message : ''
  return { calibration, sentence, facts, link, clock }
}

/** What a host says in the stead of a mobility service. */
function nobodyListens({ source, destination, octets }: Carried, link: MemoryLink) {
  const quoted = buildIPv6({ source, destination, hopLimit: 64, nextHeader: 135, payload: octets })
  const error = Uint8Array.of(4, 1, 0, 0, 0, 0, 0, 6, ...quoted)
  link.deliver({ source: LMAA, destination: source, octets: error, protocol: 58 })
}

function reply(link: MemoryLink, packet: Carried, changes = {}, delay = 1) {
  link.deliver({ source: LMAA, destination: packet.source, octets: pbaTo(packet, changes) }, delay)
}

describe('calibration', () => {
  it('learns how fast the device answers, and makes its budgets of that', async () => {
    const { calibration, facts } = await calibrated({ device: { oneWay: 15 } })
    expect(calibration?.answerMs).to.deep.equal({ median: 30, max: 30 })
    expect(facts).to.include({ answer: 120, grace: 60, homeRegistration: false })
    expect(calibration?.budgets).to.include({ answer: 120, grace: 60 })
  })

  it('keeps its budgets between a floor and what the profile allows', async () => {
    const fast = await calibrated({ device: { oneWay: 0.1 } })
    expect(fast.facts).to.include({ answer: 40, grace: 30 })
    const timing = { ...testProfile().timing, answer: 300, silence: 100 }
    const slow = await calibrated({ device: { oneWay: 70 }, profile: { timing } })
    expect(slow.facts).to.include({ answer: 300, grace: 100 })
  })

  for (const clockAhead of [0, HOUR / 2, -86_400_000, 12_345.678])
    it(`learns a clock ${clockAhead} ms ahead from the Timestamp of a refusal`, async () => {
      const { facts, calibration } = await calibrated({ device: { clockAhead, oneWay: 10 } })
      expect(Math.abs(facts.clockOffset - clockAhead)).to.be.at.most(facts.clockError)
      expect(facts.clockError).to.be.within(10, 10.2)
      expect(calibration?.clockErrorMs).to.equal(10.1)
    })

  it('takes its own Timestamp, given back with a refusal, for nobody’s time', async () => {
    const device = { defects: ['timestamp-of-request-with-156'] } as const
    const { facts, calibration } = await calibrated({ device })
    expect(facts).to.include({ clockOffset: 0, clockError: 0 })
    expect(calibration?.notes[0]).to.match(/^with status 156 the device gives no time of its own/)
  })

  it('learns whether the device keeps the time a PBU came as its Timestamp', async () => {
    for (const kept of ['request', 'reception'] as const) {
      const behaviours = { 'stored-timestamp': kept } as const
      const { facts, calibration } = await calibrated({ device: { behaviours, oneWay: 10 } })
      expect(facts.stampsOnArrival).to.equal(kept === 'reception')
      expect(calibration?.notes.some((note) => note.includes('BU-19'))).to.equal(kept === 'reception')
    }
  })

  it('says when the clock cannot be learned, and does not claim to know it', async () => {
    const { calibration, facts } = await calibrated({ script: (packet, link) => reply(link, packet) })
    expect(facts.clockError).to.equal(0)
    expect(calibration).not.to.have.property('clockOffsetMs')
    expect(calibration?.notes).to.include(
      'the device refused neither a Timestamp of an hour ago nor one of an hour ahead, so its clock is not known; cases about the clock are inconclusive',
    )
  })

  it('says when the round trip eats the validity window', async () => {
    const timers = { ...testProfile().timers, timestampValidityWindow: 60 }
    const { calibration } = await calibrated({ device: { oneWay: 25 }, profile: { timers } })
    expect(calibration?.notes.join()).to.include(
      "the device's clock is known only to 25.1 ms, more than a third of its validity window of 60 ms",
    )
  })

  it('sends no Timestamp to a device that does not use them', async () => {
    const claims = { ...testProfile().claims, timestamps: false }
    const { link, calibration } = await calibrated({
      profile: { claims },
      script: (packet, to) => reply(to, packet),
    })
    expect(link.sent.every((packet) => find(pbuIn(packet), 'timestamp') === undefined)).to.equal(true)
    expect(calibration).not.to.have.property('clockErrorMs')
  })

  it('tries the H flag also when a host says that nobody listens, as the service may read beside it', async () => {
    const behaviours = { 'h-flag': 'required', 'host-errors': 'yes' } as const
    const { facts, sentence } = await calibrated({ device: { behaviours } })
    expect(sentence).to.equal('')
    expect(facts.homeRegistration).to.equal(true)
  })

  it('tries the H flag when nothing is answered without it, and keeps to it', async () => {
    const { calibration, facts, link } = await calibrated({
      device: { behaviours: { 'h-flag': 'required' } },
    })
    expect(facts.homeRegistration).to.equal(true)
    expect(calibration?.notes).to.include(
      'the device answers only PBUs with the H flag, so every PBU carries it',
    )
    const flags = link.sent.map((packet) => (pbuIn(packet).flags & UpdateFlag.H) !== 0)
    expect(flags.slice(0, 4)).to.deep.equal([false, false, false, true])
    expect(flags.slice(3).every((has) => has)).to.equal(true)
  })

  it('doubles the distance of PBUs until a refresh is not taken for an older one', async () => {
    const { facts, calibration } = await calibrated({ script: spacingScript(90) })
    expect(facts.spacing).to.be.within(90, 180)
    expect(calibration?.budgets.spacing).to.equal(facts.spacing)
  })

  it('gives up at a second', async () => {
    const { facts, calibration } = await calibrated({ script: spacingScript(Number.POSITIVE_INFINITY) })
    expect(facts.spacing).to.equal(1000)
    expect(calibration?.notes.join()).to.include('its Timestamps cannot be followed')
  })

  it('learns by which prefix of a request the device finds a session', async () => {
    const usual = await calibrated()
    expect(usual.facts.foreignPrefixFirst).to.equal(false)
    const last = await calibrated({ device: { behaviours: { 'prefix-lookup': 'last' } } })
    expect(last.facts.foreignPrefixFirst).to.equal(true)
    expect(last.calibration?.notes.join()).to.include('by the last prefix of a request')
    const none = await calibrated({ device: { defects: ['rejection-removes-bindings'] } })
    expect(none.facts.foreignPrefixFirst).to.equal(false)
  })

  it('learns with which handoff indicator a second path is accepted', async () => {
    const accepting = (wanted: number) =>
      calibrated({
        script: (packet, link) => {
          const pbu = pbuIn(packet)
          const second = packet.from.name === 'lte' && pbu.lifetime > 0
          const right = find(pbu, 'handoff-indicator')?.value === wanted
          reply(link, packet, second && !right ? { status: 128, lifetime: 0 } : {})
        },
      })
    for (const indicator of [1, 4, 3, 2]) {
      const { facts, calibration } = await accepting(indicator)
      expect(facts.secondPathHandoffIndicator).to.equal(indicator)
      expect(calibration?.notes).to.include(
        `a second path is registered with handoff indicator ${indicator} (U-06)`,
      )
    }
    const none = await accepting(99)
    expect(none.facts.secondPathHandoffIndicator).to.equal(1)
    expect(none.calibration?.notes).to.include(
      'no second path was accepted in calibration, whatever its handoff indicator',
    )
  })

  it('asks for no second path where multipath is not claimed', async () => {
    const claims = { ...testProfile().claims, multipath: false }
    const { link } = await calibrated({ profile: { claims } })
    expect(link.sent.every((packet) => packet.from.name === 'wlan')).to.equal(true)
  })

  it('leaves nothing registered', async () => {
    const { link } = await calibrated()
    const balance = new Map<string, number>()
    for (const packet of link.sent) {
      const pbu = pbuIn(packet)
      const id = new TextDecoder().decode(find(pbu, 'mobile-node-identifier')?.identifier)
      if (pbu.lifetime === 0) balance.delete(`${id} ${packet.from.name}`)
      else if (!isOffTime(packet)) balance.set(`${id} ${packet.from.name}`, 1)
    }
    expect([...balance.keys()]).to.deep.equal([])
  })
})

/** The Timestamp is an hour away: a PBU that is refused. */
function isOffTime(packet: Carried): boolean {
  const stamp = find(pbuIn(packet), 'timestamp')?.timestamp ?? 0n
  const sent = timestampFromMs(Date.UTC(2026, 0, 1) + packet.at)
  const off = stamp > sent ? stamp - sent : sent - stamp
  return off > 65_536n * 60n
}

/** Refuses a refresh with 157 that comes within so many milliseconds of its registration. */
function spacingScript(ms: number) {
  const registered = new Map<string, number>()
  return (packet: Carried, link: MemoryLink) => {
    const pbu = pbuIn(packet)
    const id = new TextDecoder().decode(find(pbu, 'mobile-node-identifier')?.identifier)
    const before = registered.get(id)
    const refreshes = find(pbu, 'handoff-indicator')?.value === 5
    if (!refreshes) registered.set(id, packet.at)
    const tooSoon = refreshes && before !== undefined && packet.at - before < ms
    reply(link, packet, tooSoon ? { status: 157, lifetime: 0 } : {})
  }
}

describe('a device that cannot be tested', () => {
  it('does not answer', async () => {
    const { sentence, link } = await calibrated({ script: () => {} })
    expect(sentence).to.equal(
      'the LMA at 2001:db8:ff::a does not answer: six plain Proxy Binding Updates from 2001:db8:1::1 stayed unanswered; check lma.address, the route, filters, and that the device takes signalling without IPsec (`pmipspec doctor` looks closer)',
    )
    expect(link.sent).to.have.lengthOf(6)
  })

  const refusals: readonly (readonly [number, string])[] = [
    [153, 'NOT_LMA_FOR_THIS_MOBILE_NODE (153): nodes.multipath must name nodes that the device knows'],
    [154, 'MAG_NOT_AUTHORIZED_FOR_PROXY_REG (154): 2001:db8:1::1 must be an authorised MAG of the device'],
    [156, "TIMESTAMP_MISMATCH (156): the device's clock could not be followed; synchronise both clocks"],
    [128, 'REASON_UNSPECIFIED (128): the device must accept a plain registration of such a node first'],
  ]
  for (const [status, words] of refusals)
    it(`refuses a plain registration with ${status}`, async () => {
      const { sentence } = await calibrated({
        script: (packet, link) => reply(link, packet, { status, lifetime: 0 }),
      })
      expect(sentence).to.match(/^a plain registration of mn-\d@example\.net was refused with /)
      expect(sentence.slice(sentence.indexOf('with ') + 5)).to.equal(words)
    })

  it('is a host without mobility service', async () => {
    const { sentence } = await calibrated({ script: nobodyListens })
    expect(sentence).to.equal(
      "the LMA at 2001:db8:ff::a cannot be tested: ICMPv6 parameter problem, next header 135 unrecognized: nothing listens for Mobility Headers there; check lma.address and that the device's mobility service runs",
    )
  })

  it('is no local mobility anchor', async () => {
    const { sentence } = await calibrated({
      script: ({ source }, link) => {
        const octets = encode(
          { kind: 'binding-error', status: 2, homeAddress: '::', options: [option('padn', { length: 2 })] },
          { source: LMAA, destination: source },
        )
        link.deliver({ source: LMAA, destination: source, octets })
      },
    })
    expect(sentence).to.equal(
      'the node at 2001:db8:ff::a answers a Proxy Binding Update with Binding Error 2: it is no local mobility anchor, or its mobility service is off',
    )
  })
})
