import {
  aligned,
  expect,
  IN_FLIGHT,
  type MagCase,
  type Message,
  mag,
  note,
  type Other,
  option,
  type Pbu,
  prefer,
  type Script,
  uptake,
} from '../../harness/case/index.js'
import { cutTo, wrongChecksum } from '../lma/support/damage.js'
import { withEach } from './support/lanes.js'
import { expectAccepted, expectAlive, expectIgnored } from './support/uptake.js'
import { silence } from './support/waits.js'

const malformed = true

mag(
  'MAG-6275-HEADER-01',
  'A PBA with a wrong checksum is dropped',
  {
    requirement: ['6275/9.2-01', '5213/6.9.1.2-02a'],
    lasts: 2,
  },
  async (t) => {
    await expectIgnored(t, await t.attach(), { damage: wrongChecksum })
  },
)

mag(
  'MAG-6275-HEADER-02',
  'A PBA with a wrong checksum causes no error message',
  {
    requirement: ['6275/9.2-01', '5213/6.9.1.2-02a'],
    malformed,
  },
  async (t) => {
    const error = await errorAfter(t, { damage: wrongChecksum }, silence(t))

    expect(told(error)).to.equal('nothing')
  },
)

mag(
  'MAG-6275-HEADER-03',
  'A PBA whose Payload Proto is not 59 is dropped',
  {
    requirement: ['6275/9.2-03', '5213/6.9.1.2-02b'],
    lasts: 2,
  },
  async (t) => {
    await expectIgnored(t, await t.attach(), { header: { payloadProto: 6 } })
  },
)

mag(
  'MAG-6275-HEADER-04',
  'A Binding Acknowledgement with Header Len 0 is dropped',
  {
    requirement: ['6275/9.2-05', '5213/6.9.1.2-02b'],
    malformed: 'own-nodes',
    lasts: 2,
  },
  async (t) => {
    const whole = await t.attach()
    const stated = await t.attach(await t.anotherNode())
    await Promise.all([
      expectIgnored(t, whole, { damage: cutTo(8) }),
      expectIgnored(t, stated, { header: { headerLength: 0 } }),
    ])
  },
)

const problems: readonly (readonly [
  id: string,
  about: string,
  '6275/9.2-04' | '6275/9.2-06',
  number,
  Script,
])[] = [
  ['MAG-6275-HEADER-05', 'a wrong Payload Proto', '6275/9.2-04', 40, { header: { payloadProto: 6 } }],
  ['MAG-6275-HEADER-06', 'a Header Len below the least', '6275/9.2-06', 41, { damage: cutTo(8) }],
]

for (const [id, about, requirement, pointer, script] of problems)
  mag(
    id,
    `The LMA is told of ${about} by an ICMPv6 Parameter Problem that points there`,
    {
      requirement: [requirement, '5213/6.9.1.2-02c'],
      malformed,
    },
    async (t) => {
      const error = await inThreeTries(t, () => errorAfter(t, script))

      expect(told(error)).to.equal(`4/0 at ${pointer}`, `ICMPv6 Parameter Problem 4/0 at octet ${pointer}`)
    },
  )

/** Answers a new node's PBU, and gives the error message that comes of it. */
async function errorAfter(t: MagCase, script: Script, within?: number): Promise<Other | undefined> {
  const pbu = await t.attach(await t.anotherNode())
  const { at } = await t.answer(pbu, script)
  return t.nextOther((other) => other.at >= at, within)
}

/** Sends any message, and gives what comes back. */
async function reactionTo(t: MagCase, message: Message, within?: number): Promise<Other | undefined> {
  const since = t.clock.now()
  await t.send(t.wlan, message)
  return t.nextOther((other) => other.at >= since && other.path === t.wlan.name, within)
}

/** Error messages are rate-limited: without one, two more tries with nothing else going on. */
async function inThreeTries(
  t: MagCase,
  attempt: () => Promise<Other | undefined>,
): Promise<Other | undefined> {
  for (let again = 0; again < 2; again++) {
    const other = await attempt()
    if (other !== undefined) return other
    await t.sleep(2000)
  }
  return attempt()
}

function told(other: Other | undefined): string {
  if (other === undefined) return 'nothing'
  if (other.kind === 'icmp-error') return `${other.error.type}/${other.error.code} at ${other.error.pointer}`
  const { message } = other.decoded
  if (message.kind !== 'binding-error') return message.kind
  return `Binding Error ${message.status} for ${message.homeAddress}`
}

const UNKNOWN_TYPE: Message = { kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }

mag(
  'MAG-6275-HEADER-07',
  'A message of unknown type is answered by a Binding Error with status 2 and Home Address ::',
  {
    requirement: ['6275/9.2-02', '6275/9.3.3-02'],
    malformed,
  },
  async (t) => {
    const other = await inThreeTries(t, () => reactionTo(t, UNKNOWN_TYPE))

    expect(told(other)).to.equal('Binding Error 2 for ::')
    await expectAlive(t)
  },
)

mag(
  'MAG-6275-HEADER-08',
  'A message of unknown type whose checksum is wrong too is dropped in silence',
  {
    requirement: '6275/9.2-08',
    malformed,
  },
  async (t) => {
    const other = await reactionTo(t, { ...UNKNOWN_TYPE, checksum: 0x1234 }, silence(t))

    expect(told(other)).to.equal('nothing')
    await expectAlive(t)
  },
)

mag(
  'MAG-6275-HEADER-09',
  'A PBA with a Header Len beyond the end of the packet is not accepted',
  {
    requirement: '6275/9.2-07',
    malformed: 'own-nodes',
    lasts: 2,
  },
  async (t) => {
    const far: Script = { damage: cutTo(24, 31) }
    const near: Script = {
      damage: (octets, addresses) => cutTo(octets.length, octets.length / 8)(octets, addresses),
    }
    const one = await t.attach()
    const other = await t.attach(await t.anotherNode())
    await Promise.all([expectIgnored(t, one, far), expectIgnored(t, other, near)])
  },
)

mag(
  'MAG-6275-HEADER-14',
  'A PBA whose last option runs past the end of the message is not accepted',
  {
    requirement: '6275/9.2-07',
    notes: ['BU-08'],
    malformed: 'own-nodes',
    lasts: 2,
  },
  async (t) => {
    await withEach(t, [200, 1, 8, 22], async (type) => {
      const pbu = await t.attach(await t.anotherNode())
      const tail = Uint8Array.of(type, 255, 0, 0, 0, 0, 0, 0)

      prefer(await uptake(t, pbu, { header: { tail }, prefixes: 1 })).to.be.ignored()
    })
    await expectAlive(t)
  },
)

mag(
  'MAG-6275-HEADER-11',
  'A Binding Refresh Request with Header Len 0 is complete',
  {
    requirement: '6275/6.1.2-01',
    notes: ['BU-12'],
    malformed,
  },
  async (t) => {
    await expectAccepted(t, await t.attach())
    const other = await reactionTo(t, { kind: 'binding-refresh-request', options: [] }, silence(t))

    expect(told(other)).to.equal('nothing', 'neither a Binding Error nor an ICMPv6 error')
    await expectAlive(t)
  },
)

mag(
  'MAG-6275-HEADER-12',
  'A Binding Error from a node that the MAG has no binding with is ignored',
  {
    requirement: '6275/11.3.6-01',
    malformed,
  },
  async (t) => {
    const { pbu } = await t.registered()
    t.answering({})
    const since = t.clock.now()
    const error = { kind: 'binding-error', status: 1, homeAddress: '::', options: [] } as const
    await t.send(t.wlan, error, 'Binding Error of a stranger', STRANGER)
    const because = (p: Pbu) => p.path === pbu.path && !p.isRefresh
    const what = 'a registration or de-registration because of it'
    const [other, heard] = await Promise.all([
      t.nextOther(({ at }) => at >= since, silence(t)),
      t.heard(IN_FLIGHT, { since, where: because, what }),
    ])

    expect(told(other)).to.equal('nothing', 'neither a Binding Error nor an ICMPv6 error')
    expect(heard).to.be.nothing()
    if (t.can('refresh')) {
      await t.refresh()
      expect(
        await t.nextPbu({ on: pbu.path, where: ({ at }) => at > since, what: 'a refresh' }),
      ).to.be.refresh()
    }
    await expectAlive(t)
  },
)

mag(
  'MAG-6275-HEADER-13',
  'A Binding Revocation Indication is answered by an acknowledgement, or as a message of unknown type',
  {
    requirement: '6275/9.2-02',
    malformed,
  },
  async (t) => {
    const revocation: Message = {
      kind: 'binding-revocation-indication',
      trigger: 1,
      sequence: 1,
      flags: PROXY,
      options: aligned([option('mobile-node-identifier', { subtype: 1, identifier: NOBODY })]),
    }
    const other = await reactionTo(t, revocation, silence(t))

    // Whether it supports RFC 5846 the profile does not say: silence too is only told.
    note('a Binding Revocation Indication for a node that is not there is answered by', told(other))
    await expectAlive(t)
  },
)

/** Nobody that the MAG knows. */
const STRANGER = '2001:db8:bad::1'
/** RFC 5846 §5.1: the P flag. */
const PROXY = 0x8000
const NOBODY = new TextEncoder().encode('nobody@pmipspec.example')
