import {
  type Changes,
  expect,
  type LmaCase,
  lma,
  type MobileNode,
  note,
  prefer,
} from '../../harness/case/index.js'
import { cutTo, ofUnknownType, wrongChecksum, wrongChecksums } from './support/damage.js'

const malformed = true

/** Nothing of a message that RFC 6275 §9.2 drops may be answered or kept. */
async function expectDropped(t: LmaCase, changes: Changes, node: MobileNode = t.node) {
  const { wlan, bindings } = t
  const answer = await wlan.register(node, changes)
  expect(answer).not.to.be.answered()
  if (bindings.observable) expect(await bindings.observed(node)).to.have.bindings(0)
  return answer
}

lma(
  'LMA-6275-HEADER-10',
  'A message with a wrong checksum is dropped in silence',
  {
    requirement: ['6275/9.2-01', '6275/9.5.4-01'],
    malformed,
  },
  async (t) => {
    for (const damage of wrongChecksums) {
      const answer = await expectDropped(t, { damage }, await t.anotherNode())

      expect(answer).to.be.ignored()
    }
  },
)

lma(
  'LMA-6275-HEADER-11',
  'A message whose Payload Proto is not 59 is dropped',
  {
    requirement: ['6275/9.2-03', '6275/9.5.4-01'],
    malformed,
  },
  async (t) => {
    // TCP, Hop-by-Hop Options, IPv6, ICMPv6, another Mobility Header
    for (const payloadProto of [6, 0, 41, 58, 135])
      await expectDropped(t, { header: { payloadProto } }, await t.anotherNode())
  },
)

lma(
  'LMA-6275-HEADER-12',
  'A Binding Update with Header Len 0 is dropped',
  {
    requirement: ['6275/9.2-05', '6275/9.5.4-01'],
    malformed,
  },
  async (t) => {
    await expectDropped(t, { damage: cutTo(8) })
  },
)

lma(
  'LMA-6275-HEADER-13',
  'A Binding Update whose Header Len is 0 though more octets follow is dropped',
  {
    requirement: ['6275/9.2-05', '6275/9.5.4-01'],
    malformed,
  },
  async (t) => {
    await expectDropped(t, { header: { headerLength: 0 } })
  },
)

const parameterProblems: readonly (readonly [
  id: string,
  about: string,
  '6275/9.2-04' | '6275/9.2-06',
  number,
  Changes,
])[] = [
  ['LMA-6275-HEADER-14', 'a wrong Payload Proto', '6275/9.2-04', 40, { header: { payloadProto: 6 } }],
  ['LMA-6275-HEADER-15', 'a Header Len below the least', '6275/9.2-06', 41, { damage: cutTo(8) }],
]

for (const [id, about, requirement, pointer, changes] of parameterProblems)
  lma(
    id,
    `The source is told of ${about} by an ICMPv6 Parameter Problem that points there`,
    {
      requirement,
      malformed,
      lasts: 8,
    },
    async (t) => {
      let { reaction } = await t.wlan.register(t.node, changes)
      // Errors are rate-limited: without one, two more tries with nothing else going on.
      for (let again = 0; again < 2 && reaction.kind !== 'icmp-error'; again++) {
        await t.sleep(2000)
        reaction = (await t.wlan.register(await t.anotherNode(), changes)).reaction
      }

      const error = reaction.kind === 'icmp-error' ? reaction.error : undefined
      const told = error === undefined ? reaction.kind : `${error.type}/${error.code} at ${error.pointer}`
      expect(told).to.equal(`4/0 at ${pointer}`, `ICMPv6 Parameter Problem 4/0 at octet ${pointer}`)
    },
  )

const beyond: readonly (readonly [id: string, title: string, Changes])[] = [
  ['LMA-6275-HEADER-16', 'A Header Len far beyond the end of the packet', { damage: cutTo(24, 31) }],
  [
    'LMA-6275-HEADER-17',
    'A Header Len one above what there is',
    { damage: (o, a) => cutTo(o.length, o.length / 8)(o, a) },
  ],
  [
    'LMA-6275-HEADER-18',
    'A PBU that is cut off in the middle',
    { damage: (o, a) => cutTo(48, o.length / 8 - 1)(o, a) },
  ],
]

for (const [id, what, changes] of beyond)
  lma(
    id,
    `${what} does not lead to an acceptance`,
    {
      requirement: '6275/9.2-07',
      malformed,
    },
    async ({ wlan, node }) => {
      const answer = await wlan.register(node, changes)

      expect(answer).not.to.be.accepted()
    },
  )

lma(
  'LMA-6275-HEADER-19',
  'An option that runs past the end of the message does not lead to an acceptance',
  {
    requirement: '6275/9.2-07',
    notes: ['BU-08'],
    malformed,
  },
  async (t) => {
    const last: readonly (readonly [string, number])[] = [
      ['of unknown type', 200],
      ['of type PadN', 1],
      ['of type Mobile Node Identifier', 8],
      ['of type Home Network Prefix', 22],
    ]
    for (const [what, type] of last) {
      const answer = await t.wlan.register(await t.anotherNode(), {
        header: { tail: Uint8Array.of(type, 255, 0, 0, 0, 0, 0, 0) },
      })
      if (answer.accepted) note(`a PBU whose last option, ${what}, runs past the end is accepted`)
      prefer(answer).not.to.be.accepted()
    }
  },
)

lma(
  'LMA-6275-HEADER-20',
  'A message of unknown type whose checksum is wrong too is dropped in silence',
  {
    requirement: '6275/9.2-08',
    malformed,
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { damage: (o, a) => wrongChecksum(ofUnknownType(o, a)) })

    expect(answer).to.be.ignored()
  },
)
