import { expect, lma, prefer, presume, Status, UpdateFlag } from '../../harness/case/index.js'

/** Sequence numbers alone tell the order of PBUs that have no Timestamp (RFC 5213 §5.5, RFC 6275 §9.5.1). */
const timestamp = false

const greater: readonly (readonly [id: string, last: number, next: number])[] = [
  ['LMA-6275-SEQ-01', 15, 16],
  ['LMA-6275-SEQ-02', 15, 32782],
  ['LMA-6275-SEQ-03', 65535, 0],
]

for (const [id, last, next] of greater)
  lma(
    id,
    `After sequence number ${last} the number ${next} is greater, and accepted`,
    {
      requirement: '6275/9.5.1-02',
      notes: ['BU-20'],
    },
    async ({ wlan, node }) => {
      await wlan.registered(node, { timestamp, sequence: last })
      const answer = await wlan.refresh(node, { timestamp, sequence: next })

      expect(answer).to.be.accepted()
    },
  )

const notGreater: readonly (readonly [id: string, last: number, next: number])[] = [
  ['LMA-6275-SEQ-04', 15, 15],
  ['LMA-6275-SEQ-05', 15, 0],
  ['LMA-6275-SEQ-06', 15, 65535],
  ['LMA-6275-SEQ-07', 15, 32783],
]

for (const [id, last, next] of notGreater)
  lma(
    id,
    `After sequence number ${last} the number ${next} is not greater, and refused with 135 and ${last}`,
    {
      requirement: ['6275/9.5.1-02', '6275/9.5.1-03'],
      notes: ['BU-20'],
    },
    async ({ wlan, node }) => {
      await wlan.registered(node, { timestamp, sequence: last })
      const answer = await wlan.refresh(node, { timestamp, sequence: next })

      expect(answer).to.have.status(Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
      expect(answer.pba?.sequence).to.equal(last, `sequence number ${last}, the last accepted one`)
    },
  )

lma(
  'LMA-6275-SEQ-08',
  'Without a binding any sequence number is accepted',
  {
    requirement: '6275/9.5.1-01',
  },
  async (t) => {
    for (const sequence of [65535, 0, 32768])
      expect(await t.wlan.register(await t.anotherNode(), { timestamp, sequence })).to.be.accepted()
  },
)

lma(
  'LMA-6275-SEQ-09',
  'The sequence number of a refused PBU does not count',
  {
    requirement: '6275/9.5.1-04',
  },
  async ({ wlan, node }) => {
    await wlan.registered(node, { timestamp, sequence: 15 })
    presume(await wlan.refresh(node, { timestamp, sequence: 32783 })).to.be.refused()
    const answer = await wlan.refresh(node, { timestamp, sequence: 16 })

    expect(answer).to.be.accepted()
  },
)

lma(
  'LMA-6275-SEQ-10',
  'An old sequence number is answered even when no acknowledgement was asked for',
  {
    requirement: '6275/9.5.4-04',
  },
  async ({ wlan, node, facts }) => {
    await wlan.registered(node, { timestamp, sequence: 15 })
    const flags = UpdateFlag.P | (facts.homeRegistration ? UpdateFlag.H : 0)
    const answer = await wlan.refresh(node, { timestamp, sequence: 10, flags })

    prefer(answer).not.to.be.ignored()
    if (answer.silent) return
    expect(answer).to.have.status(Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
    expect(answer.pba?.sequence).to.equal(15, 'sequence number 15, the last accepted one')
  },
)

lma(
  'LMA-6275-SEQ-11',
  'A PBU is answered whether it asks for an acknowledgement or not',
  {
    requirement: '6275/10.3.1-01',
  },
  async ({ wlan, node, facts }) => {
    const answer = await wlan.register(node, {
      flags: UpdateFlag.P | (facts.homeRegistration ? UpdateFlag.H : 0),
    })

    prefer(answer).not.to.be.ignored()
  },
)

lma(
  'LMA-6275-SEQ-12',
  'A de-registration with an old sequence number is refused with 135 and ends nothing',
  {
    requirement: ['6275/9.5.1-02', '6275/9.5.1-03'],
    notes: ['BU-20'],
  },
  async ({ wlan, node, bindings }) => {
    await wlan.registered(node, { timestamp, sequence: 15 })
    const answer = await wlan.deregister(node, { timestamp, sequence: 10 })

    expect(answer).to.have.status(Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
    expect(answer.pba?.sequence).to.equal(15, 'sequence number 15, the last accepted one')
    if (bindings.observable) expect(await bindings.observed(node)).to.have.careOf(wlan.address)
    expect(await wlan.refresh(node, { timestamp, sequence: 16 })).to.be.accepted()
    expect(await wlan.deregister(node, { timestamp, sequence: 17 })).to.be.accepted()
  },
)

lma(
  'LMA-5213-SEQ-01',
  'A PBU without Timestamp goes by its sequence number and is answered without Timestamp',
  {
    requirement: '5213/5.5-S1',
    notes: ['BU-20'],
  },
  async ({ wlan, node }) => {
    const first = await wlan.register(node, { timestamp, sequence: 100 })
    const second = await wlan.refresh(node, { timestamp, sequence: 101 })

    for (const answer of [first, second]) {
      expect(answer).to.be.accepted()
      expect(answer).not.to.have.option('timestamp')
    }
  },
)

lma(
  'LMA-5213-SEQ-02',
  'The sequence number scheme is there, even where Timestamps are the default',
  {
    requirement: '5213/5.5-S2',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { timestamp })

    expect(answer).to.be.accepted()
  },
)

lma(
  'LMA-5213-SEQ-03',
  'A session that goes from Timestamps to none, and back, is survived',
  {
    requirement: '5213/5.5-S2',
    notes: ['BU-20'],
    claims: ['timestamps'],
    malformed: true,
  },
  async ({ wlan, node }) => {
    await wlan.registered(node)
    const without = await wlan.refresh(node, { timestamp })
    // Which sequence number counts is not said, so acceptance and 135 are both right.
    expect(without).to.have.status(Status.ACCEPTED, Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
    const again = await wlan.refresh(node)

    expect(again).to.have.status(Status.ACCEPTED, Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
  },
)
