/** RFC 8278 section 4.2: MAG Identifiers that are cut short, of no known form, or twice. */
import { expect, lma, option, prefer, presume } from '../../harness/case/index.js'
import { endingWith, instead, magIdOfLength, octets } from './support/options.js'
import { noteReaction } from './support/paths.js'

const MAG_ID = 'mag-identifier'
const RESPONSE = 'a Heartbeat response'

for (const [id, title, data] of [
  ['LMA-8278-MAGID-15', 'A MAG Identifier of Length 0, without subtype, does no harm', []],
  ['LMA-8278-MAGID-16', 'A MAG Identifier of Length 1, without Reserved octet, does no harm', [1]],
] as const)
  lma(id, title, { requirement: '8278/MP-4.2-05', notes: ['U-19'], malformed: true }, async (t) => {
    const arrange = instead(MAG_ID, magIdOfLength(t, Uint8Array.from(data)))
    const answer = await t.wlan.register(t.node, { multipath: true, arrange })

    noteReaction(`a MAG Identifier of Length ${data.length}`, answer)
    // Not among the reactions that pass, nor forbidden: an LMA may do without the option (U-04).
    prefer(answer).to.be.refusedOrIgnored()
  })

lma(
  'LMA-8278-MAGID-17',
  'A MAG Identifier of Length 2 identifies nobody, and does no harm',
  { requirement: '8278/MP-4.2-05', notes: ['U-19'], malformed: true },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { multipath: true, magId: { identifier: new Uint8Array(0) } })

    noteReaction('an empty MAG Identifier', answer)
    prefer(answer).to.be.refusedOrIgnored()
  },
)

for (const [id, subtype] of [
  ['LMA-8278-MAGID-18', 0],
  ['LMA-8278-MAGID-19', 99],
] as const)
  lma(
    id,
    `A MAG Identifier of subtype ${subtype}, which is not registered, does no harm`,
    { requirement: '8278/MP-4.2-09', notes: ['U-19'], malformed: true },
    async ({ wlan, node }) => {
      const answer = await wlan.register(node, { multipath: true, magId: { subtype } })

      noteReaction(`a MAG Identifier of subtype ${subtype}`, answer)
      prefer(answer).to.be.refusedOrIgnored()
    },
  )

for (const [id, title, second] of [
  ['LMA-8278-MAGID-20', 'The same MAG Identifier twice does no harm', undefined],
  ['LMA-8278-MAGID-21', 'Two MAG Identifiers that differ do no harm', octets('another-mag@example.net')],
] as const)
  lma(id, title, { requirement: '8278/MP-4.2-01', notes: ['U-20'], malformed: true }, async (t) => {
    const identifier = second ?? octets(t.profile.magId)
    const answer = await t.wlan.register(t.node, {
      multipath: true,
      add: [option(MAG_ID, { subtype: 1, identifier })],
    })

    noteReaction('two MAG Identifiers', answer)
    // Which MAG it is, is open where they differ; a copy says nothing else than the first.
    if (second !== undefined) prefer(answer).to.be.refusedOrIgnored()
  })

lma(
  'LMA-8278-MAGID-22',
  'A MAG Identifier that runs past the end of the message does no harm',
  { requirement: '8278/MP-4.2-05', notes: ['BU-08'], malformed: true },
  async (t) => {
    const arrange = endingWith(magIdOfLength(t, Uint8Array.of(1, 0, 109, 97, 103, 45), 7), MAG_ID)
    const answer = await t.wlan.register(t.node, { multipath: true, arrange })

    noteReaction('a MAG Identifier that ends one octet behind the message', answer)
    prefer(answer).not.to.be.accepted()
  },
)

/** What a name must not do to a log, a database or a terminal. */
for (const [id, title, identifier] of [
  [
    'LMA-8278-MAGID-23',
    'A MAG Identifier that is no UTF-8 does no harm',
    Uint8Array.of(0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80),
  ],
  [
    'LMA-8278-MAGID-24',
    'A MAG Identifier with control characters and markup does no harm',
    octets(']]>\u001b[2J\u0000\r\n<x>"\'; --%n%s@example.net'),
  ],
] as const)
  lma(
    id,
    title,
    { requirement: '8278/MP-4.2-09', notes: ['U-19'], malformed: true },
    async ({ wlan, node }) => {
      const answer = await wlan.register(node, { multipath: true, magId: { identifier } })
      noteReaction('a MAG Identifier that is no NAI', answer)
    },
  )

lma(
  'LMA-8278-MAGID-25',
  'A Heartbeat request with a MAG Identifier is answered as one without',
  { requirement: '8278/MP-4.2-01', claims: ['heartbeat'], malformed: true },
  async ({ wlan, profile }) => {
    presume((await wlan.heartbeat()).answered).to.equal(true, 'a plain Heartbeat request answered')
    const answer = await wlan.heartbeat(option(MAG_ID, { subtype: 1, identifier: octets(profile.magId) }))

    if (!answer.answered)
      presume((await wlan.heartbeat()).answered).to.equal(true, 'a plain Heartbeat answered')
    expect(answer.answered ? RESPONSE : 'silence').to.equal(RESPONSE, RESPONSE)
  },
)
