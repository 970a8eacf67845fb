import {
  expect,
  type MagCase,
  mag,
  NotApplicable,
  note,
  type Pbu,
  type Script,
  uptake,
} from '../../harness/case/index.js'
import { expectAccepted, expectIgnored } from './support/uptake.js'
import { silence } from './support/waits.js'

const NOBODY = new TextEncoder().encode('nobody@pmipspec.example')
/** Milliseconds; no PBU of ours is that far away. */
const LONG_AGO = { shift: -86_400_000 }

mag(
  'MAG-5213-ANSWER-01',
  'A right PBA is accepted, though it has no type 2 routing header',
  {
    requirement: ['5213/6.9.1.2-04', '5213/6.9.1.1-11'],
  },
  async (t) => {
    await expectAccepted(t, await t.attach())
  },
)

mag(
  'MAG-5213-ANSWER-02',
  'A Binding Acknowledgement without the P flag answers no PBU',
  {
    requirement: '5213/6.9.1.2-01b',
    notes: ['BU-24'],
    lasts: 2,
  },
  async (t) => {
    await expectIgnored(t, await t.attach(), { flags: 0 })
  },
)

mag(
  'MAG-5213-ANSWER-03',
  'A PBA for a node that never attached, with foreign number and Timestamp, is ignored while a PBU waits',
  {
    requirement: '5213/6.9.1.2-05a',
    lasts: 2,
  },
  async (t) => {
    await expectIgnored(t, await t.attach(), {
      mobileNodeId: { identifier: NOBODY },
      sequence: { shift: 1000 },
      timestamp: LONG_AGO,
    })
  },
)

mag(
  'MAG-5213-ANSWER-04',
  'A PBA for a node that never attached is ignored while no PBU waits',
  {
    requirement: '5213/6.9.1.2-05a',
    malformed: true,
  },
  async (t) => {
    const pbu = await t.attach()
    t.answering({})
    await t.answer(pbu)
    const since = t.clock.now()
    await t.answer(pbu, {
      mobileNodeId: { identifier: NOBODY },
      sequence: { shift: 1000 },
      timestamp: LONG_AGO,
    })

    const error = await t.nextOther(({ at }) => at >= since, silence(t))
    expect(error?.kind).to.equal(undefined, 'neither a Binding Error nor an ICMPv6 error')
  },
)

mag(
  'MAG-5213-ANSWER-05',
  'A PBA with another sequence number than the PBU is ignored',
  {
    requirement: ['5213/6.9.1.2-05b', '6275/11.7.3-01'],
    notes: ['BU-27'],
    lasts: 2,
  },
  async (t) => {
    const pbu = await t.attach()
    const how = await uptake(t, pbu, { sequence: { shift: 7 } })

    // By which key a MAG with Timestamps matches is its own choice (RFC 5213 §6.9.1.2).
    if (pbu.timestamp === undefined) expect(how).to.be.ignored()
    else if (how.kind === 'accepted') note('the MAG matches answers by another key', how.words())
  },
)

mag(
  'MAG-5213-ANSWER-06',
  'A PBA with the MN-ID of another node is ignored',
  {
    requirement: ['5213/6.9.1.2-06c', '5213/6.9.1.2-06a'],
    lasts: 2,
  },
  async (t) => {
    await expectIgnored(t, await t.attach(), { mobileNodeId: { identifier: NOBODY } })
  },
)

type Wrong = (pbu: Pbu) => Script

const otherHandoff: Wrong = (pbu) => ({ handoffIndicator: pbu.handoffIndicator === 2 ? 3 : 2 })
const otherTechnology: Wrong = (pbu) => ({ accessTechnology: pbu.accessTechnology === 3 ? 5 : 3 })
const otherLinkLayer: Wrong = ({ linkLayerId }) => {
  if (linkLayerId === undefined) throw new NotApplicable('the PBU has no link-layer identifier')
  return { linkLayerId: linkLayerId.map((octet, i) => (i === linkLayerId.length - 1 ? octet ^ 1 : octet)) }
}

const others: readonly (readonly [ignored: string, quiet: string, long: string, what: string, Wrong])[] = [
  ['MAG-5213-ANSWER-07', 'MAG-5213-ANSWER-08', 'MAG-5213-ANSWER-09', 'handoff indicator', otherHandoff],
  ['MAG-5213-ANSWER-10', 'MAG-5213-ANSWER-11', 'MAG-5213-ANSWER-12', 'access technology', otherTechnology],
  ['MAG-5213-ANSWER-13', 'MAG-5213-ANSWER-14', 'MAG-5213-ANSWER-15', 'link-layer identifier', otherLinkLayer],
]

for (const [ignored, quiet, long, what, wrong] of others) {
  mag(
    ignored,
    `A PBA with another ${what} than the PBU is ignored`,
    {
      requirement: '5213/6.9.1.2-06a',
      lasts: 3,
    },
    async (t) => {
      const pbu = await t.attach()

      expect(await uptake(t, pbu, wrong(pbu))).to.be.ignored()
    },
  )

  mag(
    quiet,
    `After a PBA with another ${what} the PBU is not sent again`,
    {
      requirement: '5213/6.9.1.2-06b',
      lasts: 4,
    },
    (t) => notSentAgain(t, wrong, 3500),
  )

  mag(
    long,
    `After a PBA with another ${what} the PBU is not sent again for ten seconds`,
    {
      requirement: '5213/6.9.1.2-06b',
      lasts: 10,
      full: true,
    },
    (t) => notSentAgain(t, wrong, 10_000),
  )
}

async function notSentAgain(t: MagCase, wrong: Wrong, ms: number): Promise<void> {
  const pbu = await t.attach()
  await t.answer(pbu, wrong(pbu))
  await t.sleep(500)

  // Over another path a PBU of the node may have been under way before.
  expect(await t.heard(ms - 500, { on: pbu.path })).to.be.nothing()
}
