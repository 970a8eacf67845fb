import {
  type Answer,
  type Changes,
  expect,
  type LmaCase,
  lma,
  note,
  type Option,
  type OptionKind,
  option,
  presume,
} from '../../harness/case/index.js'

/** None of these is what a MAG sends. Most reactions are open; a device that dies of one fails. */
const malformed = true

/** The option of a kind in a length of its own. */
const misshapen = (of: OptionKind, type: number, size: number) =>
  option('malformed', { of, type, data: new Uint8Array(size) })

const instead = (kind: OptionKind, other: Option) => (options: readonly Option[]) =>
  options.map((o) => (o.kind === kind ? other : o))

/** Options with a layout that the PBA has in another one. */
function misshapenIn(answer: Answer): readonly string[] {
  return answer.options('malformed').map((o) => o.of)
}

const prefixLengths: readonly (readonly [id: string, size: number])[] = [
  ['LMA-5213-HEADER-04', 17],
  ['LMA-5213-HEADER-05', 19],
  ['LMA-5213-HEADER-06', 2],
  ['LMA-5213-HEADER-07', 0],
]

for (const [id, size] of prefixLengths)
  lma(
    id,
    `A Home Network Prefix option of Length ${size} is no prefix to serve`,
    {
      requirement: '5213/8.3-02',
      malformed,
    },
    async ({ wlan, node }) => {
      const arrange = instead('home-network-prefix', misshapen('home-network-prefix', 22, size))
      const answer = await wlan.register(node, { arrange })

      expect(answer).not.to.be.accepted()
    },
  )

lma(
  'LMA-5213-HEADER-08',
  'Options of Length 0 are not sent back as they came',
  {
    requirement: ['5213/8.4-01', '5213/8.5-01', '5213/8.8-01'],
    notes: ['BU-09'],
    malformed,
  },
  async (t) => {
    const kinds: readonly (readonly [OptionKind, number])[] = [
      ['handoff-indicator', 23],
      ['access-technology-type', 24],
      ['timestamp', 27],
    ]
    for (const [kind, type] of kinds) {
      const answer = await t.wlan.register(await t.anotherNode(), {
        arrange: instead(kind, misshapen(kind, type, 0)),
      })
      tell(`option ${kind} of Length 0`, answer)
      expect(misshapenIn(answer)).to.deep.equal([], 'no option of a wrong length')
    }
  },
)

lma(
  'LMA-5213-HEADER-09',
  'A Timestamp of a wrong length is survived',
  {
    requirement: '5213/5.5-01',
    notes: ['BU-09'],
    claims: ['timestamps'],
    malformed,
  },
  async (t) => {
    for (const size of [0, 4, 7, 9, 16]) {
      const arrange = instead('timestamp', misshapen('timestamp', 27, size))
      tell(`a Timestamp of Length ${size}`, await t.wlan.register(await t.anotherNode(), { arrange }))
    }
  },
)

const twice: readonly (readonly [id: string, what: string, OptionKind])[] = [
  ['LMA-5213-HEADER-10', 'Two Mobile Node Identifiers', 'mobile-node-identifier'],
  ['LMA-5213-HEADER-11', 'Two Handoff Indicators', 'handoff-indicator'],
  ['LMA-5213-HEADER-12', 'Two Access Technology Types', 'access-technology-type'],
  ['LMA-5213-HEADER-13', 'Two Timestamps', 'timestamp'],
]

for (const [id, what, kind] of twice)
  lma(
    id,
    `${what} in one PBU are survived`,
    {
      requirement: '5213/8.1-02',
      notes: ['BU-04'],
      malformed,
    },
    async (t) => {
      const again = (options: readonly Option[]) => options.flatMap((o) => (o.kind === kind ? [o, o] : [o]))
      const changed = (o: Option): Option => {
        if (o.kind === 'mobile-node-identifier') return { ...o, identifier: o.identifier.map((x) => x ^ 1) }
        return 'value' in o ? { ...o, value: o.value + 1 } : o
      }
      const other = (options: readonly Option[]) =>
        options.flatMap((o) => (o.kind === kind ? [o, changed(o)] : [o]))
      tell(`${what}, alike`, await t.wlan.register(t.node, { arrange: again }))
      tell(`${what}, different`, await t.wlan.register(await t.anotherNode(), { arrange: other }))
    },
  )

lma(
  'LMA-5213-HEADER-14',
  'Two ALL_ZERO prefixes in one PBU are survived',
  {
    requirement: '5213/8.1-03',
    malformed,
  },
  async ({ wlan, node }) => {
    const zero = { prefix: '::', prefixLength: 0 }
    tell('a PBU with two ALL_ZERO prefixes', await wlan.register(node, { prefixes: [zero, zero] }))
  },
)

lma(
  'LMA-5213-HEADER-15',
  'An ALL_ZERO prefix beside another is survived',
  {
    requirement: '5213/8.1-03',
    malformed,
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    const prefixes = [...first.prefixes, { prefix: '::', prefixLength: 0 }]
    tell('a PBU with the prefix of the session and ALL_ZERO', await wlan.refresh(node, { prefixes }))
  },
)

const hostile: readonly (readonly [id: string, what: string, Uint8Array])[] = [
  ['LMA-5213-HEADER-16', 'An empty identifier', new Uint8Array(0)],
  ['LMA-5213-HEADER-17', 'An identifier of 254 octets, the longest there is', new Uint8Array(254).fill(0x6d)],
  [
    'LMA-5213-HEADER-18',
    'An identifier with the end of a CDATA section',
    text(']]>]]><x a="1"/>@example.net'),
  ],
  [
    'LMA-5213-HEADER-19',
    'An identifier with control characters',
    text('\u001b[2J\u0007\r\n\u0000mn@example.net'),
  ],
  [
    'LMA-5213-HEADER-20',
    'An identifier that is no UTF-8',
    Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80),
  ],
]

for (const [id, what, identifier] of hostile)
  lma(
    id,
    `${what} is refused or accepted, and copied octet by octet`,
    {
      requirement: '5213/5.3.6-04',
      malformed,
    },
    async ({ wlan, node }) => {
      const mobileNodeId = { identifier }
      const answer = await wlan.register(node, { mobileNodeId })

      presume(answer).not.to.be.ignored()
      presume(answer).to.be.answered()
      const came = answer.option('mobile-node-identifier')?.identifier
      expect(came?.join(' ')).to.equal(identifier.join(' '), 'the identifier as it was sent')
      if (answer.accepted) await wlan.deregister(node, { mobileNodeId })
    },
  )

lma(
  'LMA-5213-HEADER-21',
  'A Mobile Node Identifier option of Length 0, without subtype, identifies nobody',
  {
    requirement: '5213/5.3.1-07',
    malformed,
  },
  async ({ wlan, node }) => {
    const arrange = instead('mobile-node-identifier', misshapen('mobile-node-identifier', 8, 0))
    const answer = await wlan.register(node, { arrange })

    expect(answer).not.to.be.accepted()
  },
)

lma(
  'LMA-5094-HEADER-03',
  'A Vendor Specific option too short for vendor and subtype is ignored or refused',
  {
    requirement: '5094/3-04',
    malformed,
  },
  async (t) => {
    for (const size of [0, 3, 4])
      tell(`option 19 of Length ${size}`, await ask(t, { add: [misshapen('vendor-specific', 19, size)] }))
  },
)

async function ask(t: LmaCase, changes: Changes): Promise<Answer> {
  return t.wlan.register(await t.anotherNode(), changes)
}

function tell(what: string, answer: Answer): void {
  const { kind } = answer.reaction
  note(`${what}: ${answer.status === undefined ? kind : `status ${answer.status}`}`)
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}
