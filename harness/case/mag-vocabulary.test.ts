import { expect as plainly } from 'chai'
import type { Finding } from '../model/index.js'
import { Pbu, type Prefix } from '../roles/index.js'
import { aligned, decode, encode, type Option, option } from '../wire/index.js'
import { asCase } from './current.js'
import { expect, prefer, presume } from './expect.js'
import { Heard } from './heard.js'
import { Undecided, Unmet } from './outcome.js'
import { Uptake } from './uptake.js'

const wlan = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1', accessTechnology: 4, label: 9 }
const prefix = (text: string): Prefix => ({ prefix: text, prefixLength: 64 })

function pbu(options: readonly Option[], lifetime = 75): Pbu {
  const octets = encode({
    kind: 'binding-update',
    sequence: 1,
    flags: 0x8200,
    lifetime,
    options: aligned(options, 12),
  })
  const decoded = decode(octets)
  if (decoded.message.kind !== 'binding-update') throw new Error('not a Binding Update')
  const arrival = { decoded, octets, path: wlan, source: wlan.address, interface: 'wlan0', frame: 7, at: 0 }
  return new Pbu(arrival, decoded.message)
}

const mmb = option('mag-multipath-binding', { accessTechnology: 4, label: 9, bid: 3 })
const first = pbu([
  option('home-network-prefix', { ...prefix('2001:db8:2000:1::') }),
  option('home-network-prefix', { ...prefix('2001:db8:2000:2::') }),
  option('handoff-indicator', { value: 1 }),
  mmb,
])
const refresh = pbu([option('handoff-indicator', { value: 5 })])
const gone = pbu([option('handoff-indicator', { value: 4 })], 0)

/** Words that hold of `first`, and beside each one that does not. */
const words: readonly [
  string,
  (assertion: Chai.Assertion) => unknown,
  (assertion: Chai.Assertion) => unknown,
][] = [
  ['multipath', (a) => a.to.be.multipath(), (a) => a.to.be.multipath(4)],
  ['multipath with a BID', (a) => a.to.be.multipath(3), (a) => a.not.to.be.multipath(3)],
  ['option', (a) => a.to.have.option('handoff-indicator'), (a) => a.to.have.option('timestamp')],
  ['bid', (a) => a.to.have.bid(3), (a) => a.to.have.bid(1)],
  ['careOf', (a) => a.to.be.careOf('2001:db8:1::1'), (a) => a.to.be.careOf('2001:db8:2::1')],
  ['on', (a) => a.to.be.on(wlan), (a) => a.to.be.on('lte')],
  ['handoff', (a) => a.to.have.handoff(4, 1), (a) => a.to.have.handoff(4)],
  ['refresh', (a) => a.not.to.be.refresh(), (a) => a.to.be.refresh()],
  ['deregistration', (a) => a.not.to.be.deregistration(), (a) => a.to.be.deregistration()],
  [
    'prefixes, in any order',
    (a) => a.to.have.prefixes([prefix('2001:db8:2000:2::'), prefix('2001:db8:2000:1::')]),
    (a) => a.to.have.prefixes([prefix('2001:db8:2000:1::')]),
  ],
]

describe('the words for a PBU', () => {
  for (const [name, holds, fails] of words)
    it(name, () => {
      holds(expect(first))
      plainly(() => fails(expect(first))).to.throw(Unmet)
      plainly(() => fails(presume(first))).to.throw(Undecided)
    })

  it('tell refresh, de-registration and registration apart', () => {
    expect(refresh).to.be.refresh()
    expect(gone).to.be.deregistration()
    plainly([first, refresh, gone].map((p) => p.isRegistration)).to.deep.equal([true, false, false])
  })

  it('say what was expected, what came, where, and in which frame', () => {
    try {
      expect(first).to.have.bid(1)
      plainly.fail('met')
    } catch (error) {
      plainly(error).to.be.instanceOf(Unmet)
      if (!(error instanceof Unmet)) return
      plainly(error.finding).to.include({ code: 'bid', expected: 'a PBU with BID 1', frame: 7 })
      plainly(error.finding.got).to.equal(
        'PBU on wlan: registration, lifetime 75, handoff indicator 1, with MAG Multipath Binding option (BID 3)',
      )
      plainly(error.finding.where).to.match(/^option mag-multipath-binding at octet \d+$/)
    }
  })

  it('are no more than a warning when they are preferred', async () => {
    const told: Finding[] = []
    await asCase({ record: (finding) => void told.push(finding) }, async () => {
      prefer(first).to.have.bid(1)
      prefer(new Heard([first], 3000, 'a PBU')).to.be.nothing()
    })
    plainly(told.map((f) => `${f.severity} ${f.code}`)).to.deep.equal(['warn bid', 'warn not-silent'])
  })

  it('are not said of anything else', () => {
    plainly(() => expect(3).to.be.refresh()).to.throw(TypeError)
    plainly(() => expect(first).to.be.accepted()).to.throw(TypeError)
  })
})

describe('what a case has heard', () => {
  it('is nothing, or what came first and how much more', () => {
    expect(new Heard([], 3000, 'a PBU')).to.be.nothing()
    try {
      expect(new Heard([first, refresh], 3000, 'a PBU over another path')).to.be.nothing()
      plainly.fail('met')
    } catch (error) {
      if (!(error instanceof Unmet)) throw error
      plainly(error.finding.expected).to.equal('nothing such as a PBU over another path')
      plainly(error.finding.got).to.match(/^PBU on wlan.*, and 1 more$/)
    }
  })
})

describe('the words for what a MAG made of an answer', () => {
  const unseen = (tells: boolean) => new Uptake('unseen', undefined, 1850, tells)

  it('ignored: it asks again, or shows nothing though it would', () => {
    expect(new Uptake('repeated', first, 900)).to.be.ignored()
    expect(unseen(true)).to.be.ignored()
    plainly(() => expect(new Uptake('accepted', refresh, 900)).to.be.ignored()).to.throw(Unmet)
  })

  it('ignored: undecided of a MAG that would show nothing if it had accepted', () => {
    plainly(() => expect(unseen(false)).to.be.ignored()).to.throw(Undecided)
  })

  it('accepted: undecided where nothing shows it', () => {
    plainly(() => expect(unseen(true)).to.be.accepted()).to.throw(Undecided)
  })
})
