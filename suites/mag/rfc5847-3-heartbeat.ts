import {
  aligned,
  expect,
  type MagCase,
  mag,
  note,
  type Other,
  option,
  presume,
} from '../../harness/case/index.js'
import { silence } from './support/waits.js'

/** Bits of RFC 5847 §3.3. */
const RESPONSE = 0x0001
const UNSOLICITED = 0x0002
const RESERVED = 0xfffc

mag(
  'MAG-5847-HEARTBEAT-01',
  'A Heartbeat request is answered, whether or not there is a binding',
  {
    requirement: ['5847/3-01', '5847/3-08'],
    claims: ['heartbeat'],
  },
  async (t) => {
    const response = await t.heartbeat(t.wlan)

    expect(response.answered).to.equal(true, 'a Heartbeat response')
    if (response.answered) expect(response.message.flags & (RESPONSE | UNSOLICITED)).to.equal(RESPONSE)
  },
)

/** Sends a request with these fields, and gives the sequence number of the response that comes; none when none does. */
async function responseTo(t: MagCase, sequence: number, flags = 0): Promise<number | undefined> {
  const since = t.clock.now()
  await t.send(t.wlan, { kind: 'heartbeat', flags, sequence, options: aligned([]) })
  const response = (other: Other) => {
    const message = other.kind === 'message' && other.at >= since ? other.decoded.message : undefined
    return message?.kind === 'heartbeat' && (message.flags & RESPONSE) !== 0 ? message : undefined
  }
  const came = await t.nextOther(
    (other) => response(other) !== undefined && other.path === t.wlan.name,
    t.profile.timing.answer,
  )
  return came && response(came)?.sequence
}

mag(
  'MAG-5847-HEARTBEAT-02',
  'A Heartbeat response has the sequence number of its request',
  {
    requirement: '5847/3-02',
    claims: ['heartbeat'],
    exclusive: true,
  },
  async (t) => {
    for (const sequence of [0xdeadbeef, 0, 0xffffffff]) {
      const came = await responseTo(t, sequence)
      presume(came !== undefined).to.equal(true, 'a Heartbeat response')
      expect(came).to.equal(sequence, `a response with sequence number ${sequence}`)
    }
  },
)

mag(
  'MAG-5847-HEARTBEAT-03',
  'A Heartbeat response has a Restart Counter',
  {
    requirement: '5847/3.2-01',
    claims: ['heartbeat'],
  },
  async (t) => {
    expect((await counter(t)) !== undefined).to.equal(true, 'a Restart Counter option')
  },
)

mag(
  'MAG-5847-HEARTBEAT-04',
  'The Restart Counter is the same in ten responses',
  {
    requirement: '5847/3.2-02b',
    claims: ['heartbeat'],
  },
  async (t) => {
    const first = await counter(t)
    presume(first !== undefined).to.equal(true, 'a Restart Counter option')
    for (let i = 1; i < 10; i++) expect(await counter(t)).to.equal(first, `Restart Counter ${first}`)
  },
)

async function counter(t: MagCase): Promise<number | undefined> {
  const response = await t.heartbeat(t.wlan)
  presume(response.answered).to.equal(true, 'a Heartbeat response')
  if (!response.answered) return undefined
  return response.message.options.find((o) => o.kind === 'restart-counter')?.counter
}

mag(
  'MAG-5847-HEARTBEAT-05',
  'A Heartbeat request with an option that is unknown, or belongs into responses only, is answered',
  {
    requirement: '5847/3.3-02',
    claims: ['heartbeat'],
    malformed: true,
  },
  async (t) => {
    const unknown = await t.heartbeat(t.wlan, option('unknown', { type: 200, data: new Uint8Array(4) }))
    expect(unknown.answered).to.equal(true, 'a response to a request with option 200')

    const misplaced = await t.heartbeat(t.wlan, option('restart-counter', { counter: 7 }))
    expect(misplaced.answered).to.equal(true, 'a response to a request with a Restart Counter')
  },
)

mag(
  'MAG-5847-HEARTBEAT-06',
  'A Heartbeat request with reserved bits set is answered',
  {
    requirement: '5847/3.3-02',
    claims: ['heartbeat'],
    exclusive: true,
  },
  async (t) => {
    expect(await responseTo(t, 0x5213, RESERVED)).to.equal(0x5213, 'a Heartbeat response')
  },
)

const unasked: readonly (readonly [
  id: string,
  about: string,
  '5847/3.2-05' | '5847/3.3-03',
  flags: number,
])[] = [
  ['MAG-5847-HEARTBEAT-07', 'An unsolicited Heartbeat response', '5847/3.2-05', RESPONSE | UNSOLICITED],
  ['MAG-5847-HEARTBEAT-16', 'A Heartbeat response to no request', '5847/3.3-03', RESPONSE],
]

/** A number that neither side has come to. */
const NOBODYS = 0x7e577e57

for (const [id, about, requirement, flags] of unasked)
  mag(
    id,
    `${about} is not answered`,
    {
      requirement,
      claims: ['heartbeat'],
      exclusive: true,
    },
    async (t) => {
      const since = t.clock.now()
      await t.send(t.wlan, {
        kind: 'heartbeat',
        flags,
        sequence: flags === RESPONSE ? NOBODYS : 0,
        options: aligned([option('restart-counter', { counter: 1 })]),
      })
      const other = await t.nextOther(({ at }) => at >= since, silence(t))

      expect(other?.kind).to.equal(undefined, 'nothing in reply')
    },
  )

mag(
  'MAG-5847-HEARTBEAT-08',
  'Without Heartbeats a request is answered by a Binding Error with status 2',
  {
    requirement: '5847/3-07',
    unless: ['heartbeat'],
    malformed: true,
  },
  async (t) => {
    let came: Other | undefined
    // Binding Errors are rate-limited.
    for (let i = 0; i < 3 && came === undefined; i++) {
      if (i > 0) await t.sleep(1000)
      const since = t.clock.now()
      await t.send(t.wlan, { kind: 'heartbeat', flags: 0, sequence: 1, options: aligned([]) })
      came = await t.nextOther(({ at, path }) => at >= since && path === t.wlan.name)
    }
    const message = came?.kind === 'message' ? came.decoded.message : undefined
    if (message?.kind === 'heartbeat')
      return note('the device answers Heartbeats: the profile may claim heartbeat, and more is tested')
    const got = message?.kind === 'binding-error' ? message.status : undefined

    expect(got).to.equal(2, 'a Binding Error with status 2')
  },
)
