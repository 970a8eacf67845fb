import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { attachAnchor, type DeviceOptions, pbuIn, testLink } from '../dev/device.js'
import { type Endpoint, Observer } from '../link/index.js'
import { countingTrace, Mag, NodePool, unlearnedFacts } from '../roles/index.js'
import { BindingCache } from './bindings.js'
import { Undecided } from './outcome.js'

async function bench(observer?: Observer, device: DeviceOptions = {}) {
  const { profile, clock, link } = testLink()
  const anchor = attachAnchor(link, clock, profile, device)
  const nodes = new NodePool(profile, clock)
  const facts = { ...unlearnedFacts(true), answer: 100, grace: 50 }
  const onFault = (error: unknown) => {
    throw error
  }
  const mag = new Mag({ profile, clock, link, nodes, facts, trace: countingTrace(), onFault })
  const steps: string[] = []
  const cache = new BindingCache(
    mag,
    profile,
    observer,
    (step) => {
      steps.push(step)
      return { case: 'LMA-8278-X-01', step }
    },
    () => nodes.take(),
  )
  const [wlan, lte] = link.endpoints as readonly [Endpoint, Endpoint]
  const node = await nodes.take()
  const register = (endpoint: Endpoint, changes = {}) =>
    clock.run(mag.ask(node, endpoint, 'register', changes, { step: 'register' }))
  return { profile, clock, link, anchor, cache, wlan, lte, node, register, steps }
}

describe('the binding cache by the wire', () => {
  it('is what can be de-registered, with BID, care-of address and label of the path', async () => {
    const { cache, clock, node, register, wlan, lte, steps } = await bench()
    await register(wlan, { multipath: true })
    await register(lte, { multipath: true })
    const { list, seenBy } = await clock.run(cache.of(node))
    expect(seenBy).to.equal('wire')
    expect(list).to.deep.equal([
      { bid: 1, careOf: wlan.address, lifetime: 0, accessTechnology: 4, label: 9 },
      { bid: 2, careOf: lte.address, lifetime: 0, accessTechnology: 8, label: 11 },
    ])
    expect(steps[0]).to.equal('de-register mn-1@example.net from wlan to learn whether it is bound')
  })

  it('has no binding that was asked for and refused', async () => {
    const { cache, clock, node, register, wlan } = await bench()
    const answer = await register(wlan, { multipath: { bid: 255 } })
    expect(answer.accepted).to.equal(false)
    expect((await clock.run(cache.of(node))).count).to.equal(0)
  })

  it('has a plain binding without BID', async () => {
    const { cache, clock, node, register, wlan, link } = await bench()
    await register(wlan)
    const { list } = await clock.run(cache.of(node))
    expect(list.map((b) => b.bid)).to.deep.equal([null])
    expect(pbuIn(link.sent.at(-1) ?? expect.fail()).lifetime).to.equal(0)
  })

  it('asks once more only after the device has deleted what was de-registered', async () => {
    const { cache, clock, node, profile } = await bench()
    await clock.run(cache.settled(node))
    expect(clock.now()).to.be.above(profile.timers.minDelayBeforeBceDelete)
  })

  it('is told by no device that accepts a de-registration of nothing', async () => {
    const { cache, clock, node, register, wlan } = await bench(undefined, {
      defects: ['deregistration-without-session-answered'],
    })
    await register(wlan)
    for (let again = 0; again < 2; again++) {
      const error = await clock.run(cache.of(node)).catch((e: unknown) => e)
      expect(error).to.be.instanceOf(Undecided)
      expect((error as Undecided).finding.message).to.include('accepts de-registrations of what is not bound')
    }
  })

  it('is told by no device that accepts a de-registration from a care-of address without binding', async () => {
    const { cache, clock, node, register, wlan } = await bench(undefined, {
      defects: ['deregistration-from-other-coa-accepted'],
      config: { multipath: 'legacy' },
    })
    await register(wlan)
    const error = await clock.run(cache.of(node)).catch((e: unknown) => e)
    expect(error).to.be.instanceOf(Undecided)
  })

  it('cannot tell what only observe can', async () => {
    const { cache, node } = await bench()
    expect(cache.observable).to.equal(false)
    const error = await cache.observed(node).catch((e: unknown) => e)
    expect(error).to.be.instanceOf(Undecided)
    expect((error as Undecided).finding).to.deep.equal({
      code: 'not-observable',
      message: 'only the binding cache can tell: configure `observe` in the profile',
    })
    expect(await cache.prefixes(node)).to.deep.equal([])
  })
})

describe('the binding cache by observe', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is what the device lists of the node, in all its entries, and sends nothing', async () => {
    const entry = (id: string, bid: number) => ({
      id,
      prefixes: [`2001:db8:100:${bid}::/64`],
      bindings: [{ bid, careOf: '2001:DB8:1::1', lifetime: 300 }],
    })
    const mobileNodes = [
      entry('mn-1@example.net', 1),
      entry('mn-2@example.net', 7),
      entry('mn-1@example.net', 2),
    ]
    writeFileSync(join(folder, 'listing'), JSON.stringify({ mobileNodes }))
    const { cache, node, link } = await bench(
      new Observer({ command: ['cat', 'listing'], directory: folder }),
    )
    const bindings = await cache.of(node)
    expect(bindings.list.map((b) => b.bid)).to.deep.equal([1, 2])
    expect(bindings.hasCareOf('2001:db8:1::1'), 'addresses in any spelling').to.equal(true)
    expect(bindings.withBid(2)?.lifetime).to.equal(300)
    expect(bindings.words()).to.equal(
      'BID 1 at 2001:db8:1::1, 300 s left; BID 2 at 2001:db8:1::1, 300 s left (observe)',
    )
    expect(await cache.prefixes(node)).to.deep.equal(['2001:db8:100:1::/64', '2001:db8:100:2::/64'])
    expect(link.sent).to.deep.equal([])
  })
})
