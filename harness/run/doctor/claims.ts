import { statusName } from '../../catalogue/index.js'
import { describeError, type Endpoint, LinkError, ObserveError, Observer } from '../../link/index.js'
import type { Calibration, Profile } from '../../model/index.js'
import type { Changes, NodeKind } from '../../roles/index.js'
import { canonicalIPv6, find } from '../../wire/index.js'
import { type Check, fail, ok, warn } from './check.js'
import type { Outcome, Prober } from './prober.js'

/** The device's clock against the window in which it takes a Timestamp for valid (RFC 5213 §5.5, §9.1). */
export function checkClock({ clockOffsetMs, clockErrorMs }: Calibration, profile: Profile): Check {
  const about = 'clock'
  const window = profile.timers.timestampValidityWindow
  if (!profile.claims.timestamps)
    return ok(about, 'the profile does not claim timestamps, so it does not matter')
  if (clockOffsetMs === undefined || clockErrorMs === undefined)
    return warn(
      about,
      'the device did not tell its time by refusing a Timestamp of an hour ago; cases about Timestamps are inconclusive',
      'switch the check of Timestamps on in the device, or set claims.timestamps to false',
    )
  const says = `the device's clock is ${clockOffsetMs} ms from ours (known to ${clockErrorMs} ms), its validity window is ${window} ms`
  if (clockErrorMs > window / 3)
    return warn(
      about,
      `${says}: the round trip eats the window, so cases about Timestamps are inconclusive`,
      'bring tester and device closer, or widen the window in the device and in timers.timestamp-validity-window',
    )
  if (Math.abs(clockOffsetMs) > window)
    return warn(
      about,
      `${says}; the tests write Timestamps in the device's time`,
      'synchronise both clocks (NTP)',
    )
  return ok(about, says)
}

/** How long answers take, against the longest that the profile allows. */
export function checkAnswerTime({ answerMs }: Calibration, profile: Profile): Check {
  const about = 'answer time'
  if (answerMs === undefined) return warn(about, 'could not be measured')
  const says = `median ${answerMs.median} ms, longest ${answerMs.max} ms; timing.answer allows ${profile.timing.answer} ms`
  return answerMs.max > profile.timing.answer / 2
    ? warn(about, says, 'raise timing.answer, so that a slow answer is not taken for none')
    : ok(about, says)
}

/** A node with two paths, when the profile claims multipath. */
export async function checkMultipath(prober: Prober, endpoints: readonly Endpoint[]): Promise<Check> {
  const about = 'multipath'
  const [first, second] = endpoints
  if (!prober.profile.claims.multipath) return ok(about, 'not claimed by the profile')
  if (first === undefined) return warn(about, 'there is no path to try it on')
  const { node, outcome } = await prober.hold(first, { multipath: true })
  try {
    if (!isMultipath(outcome))
      return warn(
        about,
        `a registration that asks for multipath gives ${words(outcome)}`,
        'authorise nodes.multipath for multipath and switch it on in the device; or the device is not conformant, which a run will tell',
      )
    if (second === undefined)
      return warn(about, 'one path is accepted; cases with two are not applicable', 'declare a second path')
    const other = await prober.again(node, second, { multipath: true })
    return isMultipath(other)
      ? ok(about, `two paths of ${node.id} are accepted side by side`)
      : warn(
          about,
          `the second path of ${node.id} gives ${words(other)}`,
          'see the policy of the device for several paths; a run will tell more',
        )
  } finally {
    prober.mag.tidy([node], { step: 'doctor' })
  }
}

function isMultipath(outcome: Outcome): boolean {
  return (
    typeof outcome === 'object' &&
    !(outcome instanceof LinkError) &&
    outcome.accepted &&
    outcome.multipath !== undefined
  )
}

interface Expectation {
  readonly kind: NodeKind
  readonly field: string
  readonly changes: Changes
  readonly status: number
  readonly means: string
  /** What nodes of the template must be. */
  readonly must: string
}

/** The kinds of nodes that the profile declares are what it says. Another answer may be the device's fault as well. */
export async function* checkNodes(prober: Prober, endpoint: Endpoint): AsyncGenerator<Check> {
  const { profile } = prober
  const expectations: readonly Expectation[] = [
    {
      kind: 'single-path',
      field: 'single-path',
      changes: { multipath: true },
      status: profile.numbers.cannotSupportMultipath,
      means: 'multipath asked for',
      must: 'authorised, but not for multipath',
    },
    {
      kind: 'unknown',
      field: 'unknown',
      changes: {},
      status: 153,
      means: 'a plain registration',
      must: 'not known to the device',
    },
    {
      kind: 'barred',
      field: 'barred',
      changes: {},
      status: 152,
      means: 'a plain registration',
      must: 'known, but not authorised for network-based mobility',
    },
  ]
  for (const expected of expectations) {
    const about = `nodes.${expected.field}`
    if (prober.nodes.template(expected.kind) === undefined) {
      yield warn(
        about,
        'not declared; cases that need one are not applicable',
        `declare a template of nodes that are ${expected.must}`,
      )
      continue
    }
    if (expected.kind === 'single-path') {
      const plain = await prober.try(endpoint, {}, 'single-path')
      if (!isAccepted(plain)) {
        yield fail(
          about,
          `a plain registration gives ${words(plain)}`,
          `the template must name nodes that are ${expected.must}`,
        )
        continue
      }
      if (!profile.claims.multipath) {
        yield ok(about, 'a plain registration is accepted')
        continue
      }
    }
    yield wordNode(about, expected, await prober.try(endpoint, expected.changes, expected.kind))
  }
}

function wordNode(about: string, { status, means, must }: Expectation, outcome: Outcome): Check {
  const got = words(outcome)
  if (typeof outcome === 'object' && !(outcome instanceof LinkError) && outcome.status === status)
    return ok(about, `${means}: refused with ${got}, as expected`)
  return warn(
    about,
    `${means} gives ${got}, where ${statusName(status)} is expected`,
    `the template must name nodes that are ${must}; if it does, the device is not conformant, which a run will tell`,
  )
}

function isAccepted(outcome: Outcome): boolean {
  return typeof outcome === 'object' && !(outcome instanceof LinkError) && outcome.accepted
}

/** Addresses of ours that cases about Heartbeats use are accepted as MAGs. */
export async function checkHeartbeatMags(prober: Prober): Promise<Check | undefined> {
  const about = 'heartbeat.mags'
  const { claims } = prober.profile
  const endpoints = prober.mag.endpoints.filter((e) => e.beside === 'heartbeat-mag')
  if (!claims.heartbeat) return undefined
  if (endpoints.length === 0)
    return warn(
      about,
      'none declared; cases that leave Heartbeats of the device unanswered are not applicable',
      'declare addresses of ours that the device authorises as MAGs and that are no paths',
    )
  for (const endpoint of endpoints) {
    const outcome = await prober.try(endpoint)
    if (!isAccepted(outcome))
      return warn(
        about,
        `a registration from ${endpoint.address} brings ${words(outcome)}`,
        'authorise the address on the device as a MAG, or take it out of heartbeat.mags',
      )
  }
  return ok(about, `a registration from each of the ${endpoints.length} addresses is accepted`)
}

/** An address of ours that is no authorised MAG is refused. */
export async function checkForeignMag(prober: Prober): Promise<Check> {
  const about = 'foreign-mag'
  const endpoint = prober.mag.endpoints.find((e) => e.beside === 'foreign-mag')
  if (endpoint === undefined)
    return warn(
      about,
      'not declared; cases that need one are not applicable',
      'declare an address of ours that is not an authorised MAG',
    )
  const outcome = await prober.try(endpoint)
  if (isAccepted(outcome))
    return warn(
      about,
      `a registration from ${endpoint.address} is accepted`,
      'take the address out of the MAGs that the device authorises; if it is not among them, the device is not conformant, which a run will tell',
    )
  return ok(about, `a registration from ${endpoint.address} brings ${words(outcome)}`)
}

/** The observe command works, and lists a binding that was just made. */
export async function checkObserve(prober: Prober, endpoint: Endpoint): Promise<Check> {
  const about = 'observe'
  const { observe } = prober.profile
  if (observe === undefined)
    return warn(
      about,
      'not declared; what only the binding cache can tell is inconclusive',
      'write a command that prints it as JSON, see the README',
    )
  const { node } = await prober.hold(endpoint)
  try {
    const listed = await new Observer(observe).read()
    const found = listed.find(({ id }) => id === node.id)
    const fix = 'it must print the binding cache as it is at that moment'
    if (found === undefined)
      return fail(
        about,
        `lists ${listed.length} mobile nodes, but not ${node.id}, whose registration was just accepted`,
        fix,
      )
    const binding = found.bindings.find(({ careOf }) => canonicalIPv6(careOf) === endpoint.address)
    if (binding === undefined)
      return fail(
        about,
        `lists ${node.id} without the binding to ${endpoint.address} that was just made`,
        fix,
      )
    const granted = 4 * (node.registrations.find((r) => r.live)?.lifetime ?? 0)
    if (binding.lifetime < 0 || binding.lifetime > granted)
      return warn(
        about,
        `lists a lifetime of ${binding.lifetime} s for a binding that was just granted ${granted} s`,
        'lifetime is in seconds left, not in units of 4 s',
      )
    return ok(about, `lists the binding of ${node.id} that was just made`)
  } catch (error) {
    if (!(error instanceof ObserveError)) throw error
    return fail(about, error.message, 'correct observe in the profile, or the command')
  } finally {
    prober.mag.tidy([node], { step: 'doctor' })
  }
}

/** An outcome in a few words. */
export function words(outcome: Outcome): string {
  if (outcome === 'silence') return 'no answer'
  if (outcome instanceof LinkError) return outcome.message
  const { reaction } = outcome
  switch (reaction.kind) {
    case 'acknowledgement': {
      const wanted = find(outcome.request.message, 'mag-multipath-binding') !== undefined
      const ignored = wanted && outcome.accepted && outcome.multipath === undefined
      const plainly = ignored ? ' without the multipath option' : ''
      return `${statusName(reaction.pba.status)}${plainly}`
    }
    case 'icmp-error':
      return describeError(reaction.error)
    case 'binding-error':
      return `Binding Error ${reaction.message.status}`
    case 'silence':
      return 'no answer'
  }
}
