import { Status, statusName } from '../catalogue/index.js'
import type { Clock } from '../link/index.js'
import { describeError } from '../link/index.js'
import type { Calibration, Profile } from '../model/index.js'
import {
  type Answer,
  type Changes,
  type DeviceFacts,
  DeviceMute,
  type Mag,
  type NodePool,
} from '../roles/index.js'
import { find, msFromTimestamp } from '../wire/index.js'
import { BaselineFailed } from './baseline.js'

/** The device's host, or the network, has said so. */
class NobodyListens extends BaselineFailed {}

const SAMPLES = 8
const tooOld: readonly number[] = [Status.TIMESTAMP_MISMATCH, Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED]
const HOUR = 3_600_000
const TAG = { step: 'calibration' }

export interface Calibrator {
  readonly mag: Mag
  readonly nodes: NodePool
  readonly profile: Profile
  readonly facts: DeviceFacts
  readonly clock: Clock
}

/**
 * Learns the device by harmless exchanges: that it answers at all, its clock, how long it takes, how close PBUs of a
 * node may follow each other, and how a second path has to ask. Writes what it learns into the facts.
 */
export async function calibrate(calibrator: Calibrator): Promise<Calibration> {
  const notes: string[] = []
  await baseline(calibrator, notes)
  calibrator.mag.loss.forget()
  if (calibrator.facts.timestamps) {
    await learnClock(calibrator, notes)
    await settleClock(calibrator)
  }
  const times = await answerTimes(calibrator)
  if (calibrator.facts.clockError > 0) await learnStamping(calibrator, notes)
  const { profile, facts } = calibrator
  const max = Math.max(...times)
  facts.answer = clamp(4 * max, 40, profile.timing.answer)
  facts.grace = clamp(2 * max, 30, profile.timing.silence)
  await learnSpacing(calibrator, notes)
  await learnProbe(calibrator, notes)
  if (profile.claims.multipath && profile.paths.length > 1) await learnSecondPath(calibrator, notes)
  return {
    answerMs: { median: round(median(times)), max: round(max) },
    budgets: { answer: round(facts.answer), grace: round(facts.grace), spacing: round(facts.spacing) },
    ...(facts.timestamps &&
      facts.clockError > 0 && {
        clockOffsetMs: round(facts.clockOffset),
        clockErrorMs: round(facts.clockError),
      }),
    notes,
  }
}

/** A plain registration of an authorised node must be accepted, or nothing else can be told. */
async function baseline(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { facts } = calibrator
  let objection: NobodyListens | undefined
  for (const homeRegistration of [false, true]) {
    facts.homeRegistration = homeRegistration
    const answer = await plain(calibrator).catch((error: unknown) => {
      // Of a service that reads the wire beside its host, silence is all that comes without the flag it wants.
      if (error instanceof NobodyListens) objection = error
      else throw error
      return undefined
    })
    if (answer === undefined) continue
    if (homeRegistration) notes.push('the device answers only PBUs with the H flag, so every PBU carries it')
    const settled =
      answer.status === Status.TIMESTAMP_MISMATCH ? await afterLearning(calibrator, answer) : answer
    if (settled.accepted) return
    throw new BaselineFailed(wordRefusal(calibrator.profile, settled))
  }
  if (objection !== undefined) throw objection
  throw new BaselineFailed(
    `the LMA at ${calibrator.profile.lma.address} does not answer: six plain Proxy Binding Updates from ${calibrator.profile.paths[0]?.address ?? '?'} stayed unanswered; check lma.address, the route, filters, and that the device takes signalling without IPsec (\`pmipspec doctor\` looks closer)`,
  )
}

/** A refusal for the Timestamp tells the device's clock: with that learned, the same must be accepted. */
async function afterLearning(calibrator: Calibrator, refusal: Answer): Promise<Answer> {
  takeClock(calibrator.facts, calibrator.clock, refusal)
  return (await plain(calibrator)) ?? refusal
}

/** One plain registration, tried three times with fresh nodes; errors from the network end it at once. */
async function plain(calibrator: Calibrator, changes: Changes = {}): Promise<Answer | undefined> {
  const { mag, nodes, profile } = calibrator
  const endpoint = mag.endpoints[0]
  if (endpoint === undefined) throw new BaselineFailed('the profile has no path')
  for (let i = 0; i < 3; i++) {
    const node = await nodes.take()
    const answer = await mag.insist(node, endpoint, 'register', changes, TAG, 1, profile.timing.answer)
    if (answer === undefined) continue
    mag.tidy([node], { step: 'clean-up of the calibration' })
    if (answer.reaction.kind === 'icmp-error')
      throw new NobodyListens(
        `the LMA at ${profile.lma.address} cannot be tested: ${describeError(answer.reaction.error)}; check lma.address and that the device's mobility service runs`,
      )
    if (answer.reaction.kind === 'binding-error')
      throw new BaselineFailed(
        `the node at ${profile.lma.address} answers a Proxy Binding Update with Binding Error ${answer.reaction.message.status}: it is no local mobility anchor, or its mobility service is off`,
      )
    return answer
  }
  return undefined
}

function wordRefusal(profile: Profile, answer: Answer): string {
  const hints: Readonly<Record<number, string>> = {
    152: 'nodes.multipath must name nodes that are authorised for network-based mobility',
    153: 'nodes.multipath must name nodes that the device knows',
    154: `${profile.paths[0]?.address ?? 'the first path'} must be an authorised MAG of the device`,
    156: "the device's clock could not be followed; synchronise both clocks",
    130: 'the device has no prefix left to assign',
  }
  const status = answer.status ?? 0
  const hint = hints[status] ?? 'the device must accept a plain registration of such a node first'
  return `a plain registration of ${answer.request.node.id} was refused with ${statusName(status)}: ${hint}`
}

/** The Timestamp of a refusal for it is the device's time (RFC 5213 §5.5); the round trip bounds the error. */
async function learnClock(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { facts, clock } = calibrator
  let refused = false
  // A device may leave out one side of its validity window.
  for (const shift of [-HOUR, HOUR]) {
    for (let i = 0; i < 3; i++) {
      const answer = await plain(calibrator, { timestamp: { shift } })
      if (answer === undefined || (answer.status !== 156 && answer.status !== 157)) break
      refused = true
      takeClock(facts, clock, answer)
    }
    if (facts.clockError > 0) break
  }
  if (facts.clockError === 0 && refused)
    notes.push(
      'with status 156 the device gives no time of its own, so its clock is not known; cases about the clock are inconclusive',
    )
  else if (facts.clockError === 0)
    notes.push(
      'the device refused neither a Timestamp of an hour ago nor one of an hour ahead, so its clock is not known; cases about the clock are inconclusive',
    )
  const { timestampValidityWindow: window } = calibrator.profile.timers
  if (facts.clockError > window / 3)
    notes.push(
      `the device's clock is known only to ${round(facts.clockError)} ms, more than a third of its validity window of ${window} ms; cases about Timestamps are inconclusive`,
    )
}

/** With a device that is slow one way the middle of the round trip is a poor guess: what it accepts decides. */
async function settleClock(calibrator: Calibrator): Promise<void> {
  const { facts } = calibrator
  const { clockOffset: middle, clockError: error } = facts
  for (const offset of [middle, middle + error, middle - error]) {
    facts.clockOffset = offset
    const answer = await plain(calibrator)
    if (answer !== undefined && answer.status !== 156 && answer.status !== 157) return
  }
  facts.clockOffset = middle
}

function takeClock(facts: DeviceFacts, clock: Clock, answer: Answer): void {
  const stamp = answer.timestamp
  // A device that gives our own Timestamp back tells nothing of its clock; the cases about that say so.
  if (stamp === undefined || stamp === find(answer.request.message, 'timestamp')?.timestamp) return
  const { after } = answer.reaction
  const ourWallThen = clock.wall() - (clock.now() - (answer.request.sentAt + after / 2))
  const error = after / 2 + 0.1
  if (facts.clockError > 0 && facts.clockError <= error) return
  facts.clockOffset = msFromTimestamp(stamp) - ourWallThen
  facts.clockError = error
}

async function answerTimes(calibrator: Calibrator): Promise<readonly number[]> {
  const times: number[] = []
  for (let i = 0; i < SAMPLES; i++) {
    const answer = await plain(calibrator)
    if (answer !== undefined) times.push(answer.reaction.after)
  }
  return times.length > 0 ? times : [calibrator.profile.timing.answer]
}

/** A Timestamp that is greater than that of the binding, and older than its registration, tells what the device keeps. */
async function learnStamping(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { mag, nodes, facts, profile } = calibrator
  const window = profile.timers.timestampValidityWindow
  const [endpoint] = mag.endpoints
  if (endpoint === undefined || facts.clockError > window / 8) return
  const node = await nodes.take()
  const ask = (purpose: 'register' | 'refresh', changes: Changes) =>
    mag.insist(node, endpoint, purpose, changes, TAG, 1, profile.timing.answer)
  const opened = await ask('register', { timestamp: { shift: -window / 4 } })
  const stamp = opened && find(opened.request.message, 'timestamp')?.timestamp
  if (opened?.accepted && stamp !== undefined) {
    const refreshed = await ask('refresh', { timestamp: stamp + 1n })
    const { sentAt } = opened.request
    const inTime =
      refreshed !== undefined && refreshed.request.sentAt + refreshed.reaction.after - sentAt < window / 2
    facts.stampsOnArrival = inTime && tooOld.includes(refreshed.status ?? 0)
  }
  mag.tidy([node], { step: 'clean-up of the calibration' })
  if (facts.stampsOnArrival)
    notes.push('the device keeps the time at which it read a PBU in place of its Timestamp (BU-19)')
}

/** A device may stamp a binding with its own time of reception: then PBUs of a node need a distance (BU-19). */
async function learnSpacing(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { mag, nodes, facts, profile } = calibrator
  const endpoint = mag.endpoints[0]
  if (endpoint === undefined) return
  facts.spacing = Math.max(2, 2 * facts.clockError)
  for (; facts.spacing < 1000; facts.spacing *= 2) {
    const node = await nodes.take()
    const opened = await mag.insist(node, endpoint, 'register', {}, TAG, 1, profile.timing.answer)
    const refreshed = await mag.insist(node, endpoint, 'refresh', {}, TAG, 1, profile.timing.answer)
    mag.tidy([node], { step: 'clean-up of the calibration' })
    if (
      opened === undefined ||
      refreshed === undefined ||
      (refreshed.status !== 156 && refreshed.status !== 157)
    )
      return
  }
  notes.push(
    'a refresh is taken as older than the registration even a second later; its Timestamps cannot be followed',
  )
  facts.spacing = 1000
}

/** Any prefix of a request may serve for the look-up of its session (RFC 5213 §5.4.1.1): a probe has two, one foreign. */
async function learnProbe(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { mag, nodes, facts, profile } = calibrator
  const endpoint = mag.endpoints[0]
  if (endpoint === undefined) return
  const node = await nodes.take()
  const ask = (purpose: 'register' | 'probe') =>
    mag.insist(node, endpoint, purpose, {}, TAG, 1, profile.timing.answer)
  const opened = await ask('register')
  if (opened?.accepted && (await ask('probe'))?.status === Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX) {
    facts.foreignPrefixFirst = true
    facts.foreignPrefixFirst = (await ask('probe'))?.status === Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH
    notes.push(
      facts.foreignPrefixFirst
        ? 'the device looks a session up by the last prefix of a request (RFC 5213 §5.4.1.1)'
        : 'a PBU with a prefix of a session and a foreign one is refused with 155, so that nothing tells on the wire whether a session exists; cases that ask so are inconclusive',
    )
  }
  mag.tidy([node], { step: 'clean-up of the calibration' })
}

/** Which handoff indicator a second path has to carry is not said (U-06): tried in turn, each with a new node. */
async function learnSecondPath(calibrator: Calibrator, notes: string[]): Promise<void> {
  const { mag, nodes, facts } = calibrator
  const [wlan, lte] = mag.endpoints
  if (wlan === undefined || lte === undefined || lte.beside !== undefined) return
  for (const indicator of [1, 4, 3, 2]) {
    facts.secondPathHandoffIndicator = indicator
    const node = await nodes.take()
    try {
      const first = await mag.ask(node, wlan, 'register', { multipath: true }, TAG)
      const second = await mag.ask(node, lte, 'register', { multipath: true }, TAG)
      if (first.multipath === undefined || !first.accepted) break
      if (second.accepted && second.multipath !== undefined) {
        notes.push(`a second path is registered with handoff indicator ${indicator} (U-06)`)
        return
      }
    } catch (error) {
      if (!(error instanceof DeviceMute)) throw error
      break
    } finally {
      mag.tidy([node], { step: 'clean-up of the calibration' })
    }
  }
  facts.secondPathHandoffIndicator = 1
  notes.push('no second path was accepted in calibration, whatever its handoff indicator')
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}
