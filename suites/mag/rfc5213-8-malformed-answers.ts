import {
  type MagCase,
  mag,
  note,
  type Option,
  type OptionKind,
  option,
  type Script,
} from '../../harness/case/index.js'
import { cutTo, rightChecksum } from '../lma/support/damage.js'
import { withEach } from './support/lanes.js'
import { expectAlive } from './support/uptake.js'

/** The option of a kind in a length of its own. */
const misshapen = (of: OptionKind, type: number, size: number) =>
  option('malformed', { of, type, data: new Uint8Array(size) })

const instead =
  (kind: OptionKind, other: Option) =>
  (options: readonly Option[]): readonly Option[] =>
    options.map((o) => (o.kind === kind ? other : o))

const inLengths = (kind: OptionKind, type: number, sizes: readonly number[]): readonly Script[] =>
  sizes.map((size) => ({ arrange: instead(kind, misshapen(kind, type, size)) }))

const twice = (kind: OptionKind): Script => ({
  arrange: (options) => options.flatMap((o) => (o.kind === kind ? [o, o] : [o])),
})

const identifier = (text: string) => ({ mobileNodeId: { identifier: new TextEncoder().encode(text) } })
const tail = (...octets: readonly number[]): Script => ({ header: { tail: Uint8Array.from(octets) } })
const prefixLength = (length: number): Script => ({
  prefixes: [{ prefix: '2001:db8:4c::', prefixLength: length }],
})

/** One octet after the other of a right PBA is set to 0xFF, save those that RFC 6275 §9.2 judges. */
const eachOctet: readonly Script[] = Array.from({ length: 40 }, (_, i) => ({
  damage: (octets, addresses) =>
    rightChecksum(
      octets.map((octet, at) => (at === i + 6 ? 0xff : octet)),
      addresses,
    ),
}))

/** What no text says how to take: told, never judged; a MAG that dies of it fails. */
const hostile: readonly (readonly [
  id: string,
  what: string,
  scripts: readonly Script[],
  points?: readonly string[],
])[] = [
  ['MAG-5213-MALFORMED-01', 'a PBA without options', [{ arrange: () => [] }], ['BU-21']],
  [
    'MAG-5213-MALFORMED-02',
    'a PBA whose MN-ID is empty or missing',
    [identifier(''), { mobileNodeId: false }],
    ['BU-21'],
  ],
  [
    'MAG-5213-MALFORMED-03',
    'a PBA without handoff indicator or access technology',
    [{ handoffIndicator: false }, { accessTechnology: false }],
    ['BU-21'],
  ],
  ['MAG-5213-MALFORMED-04', 'an acceptance without prefix', [{ prefixes: false }], ['BU-21']],
  ['MAG-5213-MALFORMED-05', 'an acceptance with ALL_ZERO', [{ prefixes: 'all-zero' }], ['BU-26']],
  [
    'MAG-5213-MALFORMED-06',
    'a prefix length of 0, 129 or 255',
    [prefixLength(129), prefixLength(255), prefixLength(0)],
  ],
  [
    'MAG-5213-MALFORMED-07',
    'a prefix option of Length 0, 1, 2, 17 or 19',
    inLengths('home-network-prefix', 22, [0, 1, 2, 17, 19]),
  ],
  ['MAG-5213-MALFORMED-08', 'twenty prefixes', [{ prefixes: 20 }]],
  [
    'MAG-5213-MALFORMED-09',
    'a Timestamp of Length 0, 4, 7, 9 or 16',
    inLengths('timestamp', 27, [0, 4, 7, 9, 16]),
    ['BU-23'],
  ],
  [
    'MAG-5213-MALFORMED-10',
    'a handoff indicator of Length 0, 1 or 3',
    inLengths('handoff-indicator', 23, [0, 1, 3]),
  ],
  [
    'MAG-5213-MALFORMED-11',
    'an access technology of Length 0, 1 or 3',
    inLengths('access-technology-type', 24, [0, 1, 3]),
  ],
  [
    'MAG-5213-MALFORMED-12',
    'a link-layer identifier of Length 0, 1 or 2, and a link-local address of Length 4',
    [
      ...inLengths('mobile-node-link-layer-identifier', 25, [0, 1, 2]),
      { add: [misshapen('link-local-address', 26, 4)] },
    ],
  ],
  [
    'MAG-5213-MALFORMED-13',
    'options that are there twice',
    [
      twice('mobile-node-identifier'),
      twice('handoff-indicator'),
      twice('access-technology-type'),
      twice('timestamp'),
      twice('mobile-node-link-layer-identifier'),
      twice('home-network-prefix'),
    ],
    ['BU-04'],
  ],
  [
    'MAG-5213-MALFORMED-14',
    'a lifetime of 0, or longer than was asked for',
    [{ lifetime: 0 }, { lifetime: 0xffff }],
    ['BU-26'],
  ],
  [
    'MAG-5213-MALFORMED-15',
    'an unknown status',
    [{ status: 181 }, { status: 254 }, { status: 255 }, { status: 127 }],
  ],
  [
    'MAG-5213-MALFORMED-16',
    'an option that runs past the end',
    [200, 1, 8, 22, 27].map((type) => tail(type, 255, 0, 0, 0, 0, 0, 0)),
    ['BU-08'],
  ],
  [
    'MAG-5213-MALFORMED-17',
    'an option whose Length is cut off',
    [{ exactly: true, damage: (octets, a) => cutTo(16)(octets.with(15, 22), a) }],
    ['BU-08'],
  ],
  [
    'MAG-5213-MALFORMED-18',
    'a PBA cut off in the middle of its options',
    [24, 32, 40].map((size) => ({ damage: cutTo(size) })),
    ['BU-08'],
  ],
  [
    'MAG-5213-MALFORMED-19',
    'an MN-ID of hostile octets',
    ['\0', '%s%n%x@%s', "'; DROP TABLE--", `${'a'.repeat(240)}@x`, '\u202e\u0007@\ud800'].map(identifier),
  ],
  ['MAG-5213-MALFORMED-20', 'a PBA whose octets are 0xFF one after the other', eachOctet],
]

for (const [id, what, scripts, points] of hostile)
  mag(
    id,
    `A MAG survives ${what}`,
    {
      requirement: '5213/6.9.1.1-01',
      malformed: 'own-nodes',
      ...(points !== undefined && { notes: points }),
    },
    async (t) => {
      await withEach(t, scripts, (script) => offer(t, script))
      await expectAlive(t)
    },
  )

mag(
  'MAG-5094-MALFORMED-21',
  'A MAG survives a Vendor Specific option too short for vendor and sub-type',
  {
    requirement: '5094/3-04',
    malformed: 'own-nodes',
  },
  async (t) => {
    const scripts = [0, 2, 3, 4].map((size) => ({ add: [misshapen('vendor-specific', 19, size)] }))
    await withEach(t, scripts, (script) => offer(t, script))
    await expectAlive(t)
  },
)

/** How long a MAG that takes such an answer may need to show it, milliseconds. */
const SOON = 60

/** Gives the answer to a new node's PBU, and tells when the MAG goes on with it. */
async function offer(t: MagCase, script: Script): Promise<void> {
  const node = await t.anotherNode()
  const pbu = await t.attach(node)
  await t.answer(pbu, script)
  const { pbus } = await t.heard(SOON, { node, where: (p) => p.path !== pbu.path })
  if (pbus.length > 0) note('the MAG accepts such an answer')
}
