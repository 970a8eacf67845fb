import {
  aligned,
  expect,
  HeartbeatFlag,
  type LmaCase,
  lma,
  note,
  option,
  presume,
} from '../../harness/case/index.js'
import { provoke, UNRECOGNIZED_MH_TYPE } from './support/binding-error.js'
import { wrongChecksums } from './support/damage.js'

const { R: RESPONSE, U: UNSOLICITED } = HeartbeatFlag
/** RFC 5847 §3.3. */
const RESERVED = 0xfffc
const claims = ['heartbeat'] as const

lma(
  'LMA-5847-HEARTBEAT-01',
  'A Heartbeat request is answered by a response that is none unsolicited',
  {
    requirement: ['5847/3-01', '5847/3-08'],
    claims,
  },
  async ({ wlan }) => {
    const response = await wlan.heartbeat()

    expect(response.answered).to.equal(true, 'a Heartbeat response')
    if (response.answered)
      expect(response.message.flags & (RESPONSE | UNSOLICITED)).to.equal(RESPONSE, 'R, not U')
  },
)

lma(
  'LMA-5847-HEARTBEAT-02',
  'A Heartbeat response has the sequence number of its request',
  {
    requirement: '5847/3-02',
    claims,
  },
  async (t) => {
    const watch = t.watchHeartbeats(t.wlan)
    for (const sequence of [0xdeadbeef, 0, 0xffffffff]) {
      const before = watch.now()
      const { answered } = await t.wlan.heartbeatLike({ sequence })
      if (!answered) presume(watch.responsesSince(before).length > 0).to.equal(true, 'a Heartbeat response')
      expect(answered).to.equal(true, `a response with sequence number ${sequence}`)
    }
  },
)

lma(
  'LMA-5847-HEARTBEAT-17',
  'A Heartbeat request with a wrong checksum is dropped in silence',
  {
    requirement: '6275/9.2-01',
    claims,
    malformed: true,
  },
  async ({ wlan }) => {
    const answered = async (ask = {}) => (await wlan.heartbeatLike(ask)).answered
    presume(await answered()).to.equal(true, 'a response to a Heartbeat as it should be')
    const damaged = await Promise.all(wrongChecksums.map((damage) => answered({ damage })))
    expect(damaged.includes(true)).to.equal(false, 'no response')
    presume(await answered()).to.equal(true, 'a response to a Heartbeat as it should be')
  },
)

lma(
  'LMA-5847-HEARTBEAT-03',
  'A Heartbeat response has a Restart Counter',
  {
    requirement: '5847/3.2-01',
    claims,
  },
  async (t) => {
    expect((await counter(t)) !== undefined).to.equal(true, 'a Restart Counter option')
  },
)

lma(
  'LMA-5847-HEARTBEAT-04',
  'The Restart Counter is the same in ten responses',
  {
    requirement: '5847/3.2-02b',
    claims,
  },
  async (t) => {
    const first = await counter(t)
    presume(first !== undefined).to.equal(true, 'a Restart Counter option')
    for (let i = 1; i < 10; i++) expect(await counter(t)).to.equal(first, `Restart Counter ${first}`)
  },
)

async function counter({ wlan }: LmaCase): Promise<number | undefined> {
  const response = await wlan.heartbeat()
  presume(response.answered).to.equal(true, 'a Heartbeat response')
  if (!response.answered) return undefined
  return response.message.options.find((o) => o.kind === 'restart-counter')?.counter
}

lma(
  'LMA-5847-HEARTBEAT-05',
  'A Heartbeat request with an option that is unknown, or belongs into responses only, is answered',
  {
    requirement: '5847/3.3-02',
    claims,
    malformed: true,
  },
  async ({ wlan }) => {
    const unknown = await wlan.heartbeat(option('unknown', { type: 200, data: new Uint8Array(4) }))
    expect(unknown.answered).to.equal(true, 'a response to a request with option 200')

    const misplaced = await wlan.heartbeat(option('restart-counter', { counter: 7 }))
    expect(misplaced.answered).to.equal(true, 'a response to a request with a Restart Counter')
  },
)

lma(
  'LMA-5847-HEARTBEAT-06',
  'A Heartbeat request with reserved bits set is answered',
  {
    requirement: '5847/3.3-02',
    claims,
    malformed: true,
  },
  async ({ wlan }) => {
    const response = await wlan.heartbeatLike({ flags: RESERVED })

    expect(response.answered).to.equal(true, 'a Heartbeat response')
  },
)

const unasked: readonly (readonly [
  id: string,
  about: string,
  '5847/3.2-05' | '5847/3.3-03',
  flags: number,
])[] = [
  ['LMA-5847-HEARTBEAT-07', 'An unsolicited Heartbeat response', '5847/3.2-05', RESPONSE | UNSOLICITED],
  ['LMA-5847-HEARTBEAT-08', 'A Heartbeat response to no request', '5847/3.3-03', RESPONSE],
]

/** A number that neither side has come to. */
const NOBODYS = 0x7e577e57

for (const [id, about, requirement, flags] of unasked)
  lma(
    id,
    `${about} is not answered, and ends no session`,
    {
      requirement,
      claims,
      observes: 'bindings',
      exclusive: true, // a Binding Error would name no request
    },
    async (t) => {
      const node = await t.anotherNode()
      await t.wlan.registered(node)
      const watch = t.watchHeartbeats(t.wlan)
      const sequence = flags === RESPONSE ? NOBODYS : 0
      const options = aligned([option('restart-counter', { counter: 1 })])
      const octets = t.wlan.encoded({ kind: 'heartbeat', flags, sequence, options })
      const answer = await t.wlan.register(t.node, { damage: () => octets })

      expect(answer).to.be.ignored()
      const echoes = watch.responsesSince(watch.since).filter((h) => h.message.sequence === sequence)
      expect(echoes.length).to.equal(0, 'no Heartbeat in return')
      expect(await t.bindings.of(node)).to.have.careOf(t.wlan.address)
    },
  )

lma(
  'LMA-5847-HEARTBEAT-09',
  'Without Heartbeats a request is answered by a Binding Error with status 2',
  {
    requirement: '5847/3-07',
    unless: ['heartbeat'],
    exclusive: true, // a Binding Error names no request: it is told only when no other waits on its path
  },
  async (t) => {
    if ((await t.wlan.heartbeat()).answered)
      return note('the device answers Heartbeats: the profile may claim heartbeat, and more is tested')
    const octets = t.wlan.encoded({ kind: 'heartbeat', flags: 0, sequence: 1, options: aligned([]) })
    const { reaction } = await provoke(t, () => octets)

    expect(reaction.kind).to.equal('binding-error', 'a Binding Error')
    if (reaction.kind !== 'binding-error') return
    expect(reaction.message.status).to.equal(UNRECOGNIZED_MH_TYPE, 'status 2, unrecognized MH type')
    expect(reaction.message.homeAddress).to.equal('::', 'Home Address ::, as the message had none')
  },
)
