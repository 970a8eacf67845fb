import { type Clock, LinkError, type Stimuli } from '../../link/index.js'
import type { Calibration, Profile } from '../../model/index.js'
import { DeviceMute } from '../../roles/index.js'
import { BaselineFailed } from '../baseline.js'
import { calibrate } from '../calibrate.js'
import { endpointsOf } from '../endpoints.js'
import { checkCapture } from './capture.js'
import { type Check, fail, ok, warn } from './check.js'
import {
  checkAnswerTime,
  checkClock,
  checkForeignMag,
  checkHeartbeatMags,
  checkMultipath,
  checkNodes,
  checkObserve,
} from './claims.js'
import { checkDeclaredNodes } from './declared-nodes.js'
import {
  checkEndpoints,
  checkInterfaces,
  checkNeighbours,
  checkNode,
  checkRawSocket,
  checkRoutes,
  type OpenLink,
} from './host.js'
import type { IpRoute } from './iproute.js'
import { Prober } from './prober.js'
import { checkPaths } from './reachable.js'
import { declaredStimuli, tryStimuli } from './stimuli.js'

export interface Tools {
  readonly open: OpenLink
  readonly ip: IpRoute
  readonly clock: Clock
  readonly nodeVersion: string
  /** Gives the stimuli of a MAG; left out, none is tried. */
  readonly stimuli?: Stimuli
}

/**
 * Looks whether the device of a profile can be tested from here, thing by thing, the host first. Sends only to the
 * profile's device, and de-registers or detaches what it registers, also when its consumer stops early.
 */
export async function* examine(profile: Profile, tools: Tools): AsyncGenerator<Check> {
  yield checkNode(tools.nodeVersion)
  const raw = await checkRawSocket(tools.open)
  yield raw
  const broken = new Set<string>()
  yield* checkInterfaces(profile, tools.ip, broken)
  const capture = await checkCapture(profile, broken, tools)
  if (capture !== undefined) yield capture
  if (raw.status === 'fail') return
  let sound = broken.size === 0
  for await (const check of checkEndpoints(profile, tools.open, broken)) {
    sound &&= check.status !== 'fail'
    yield check
  }
  const nextHops = new Map<string, string>()
  yield* checkRoutes(profile, tools.ip, broken, nextHops)
  if (profile.device.role === 'mag') yield declaredStimuli(profile, tools.stimuli !== undefined)
  if (!sound || (profile.device.role === 'mag' && tools.stimuli === undefined)) return
  const link = tools.open(endpointsOf(profile))
  try {
    if (tools.stimuli !== undefined && profile.device.role === 'mag') {
      yield* tryStimuli(profile, link, tools.stimuli, tools.clock)
      yield* checkNeighbours(tools.ip, nextHops)
    } else yield* examineDevice(new Prober(profile, link, tools.clock), tools, nextHops)
  } finally {
    await link.close()
  }
}

async function* examineDevice(
  prober: Prober,
  { ip }: Tools,
  nextHops: ReadonlyMap<string, string>,
): AsyncGenerator<Check> {
  let isFinished = false
  try {
    const calibration = await calibrated(prober)
    const endpoints = prober.mag.endpoints.filter((e) => e.beside === undefined)
    const accepted = new Set<string>()
    yield* checkPaths(prober, endpoints, accepted)
    yield* checkNeighbours(ip, nextHops)
    if (typeof calibration === 'string') {
      yield accepted.size === endpoints.length
        ? fail('baseline', calibration)
        : warn('the rest', 'answer time, clock, nodes and observe are looked at once the paths are in order')
      return
    }
    yield* examineClaims(prober, calibration)
    const { registered, left } = await prober.finish()
    isFinished = true
    yield left.length === 0
      ? ok('clean-up', `all ${registered} registrations are de-registered`)
      : warn(
          'clean-up',
          `still registered: ${left.join('; ')}`,
          'they end with their lifetime, 300 s at most',
        )
    if (prober.faults.length > 0) throw prober.faults[0]
  } finally {
    if (!isFinished) await prober.finish()
  }
}

/** What a run would learn first; a string says why it could not. */
async function calibrated(prober: Prober): Promise<Calibration | string> {
  try {
    return await calibrate(prober)
  } catch (error) {
    if (error instanceof BaselineFailed || error instanceof LinkError || error instanceof DeviceMute)
      return error.message
    throw error
  }
}

async function* examineClaims(prober: Prober, calibration: Calibration): AsyncGenerator<Check> {
  const { profile } = prober
  yield checkAnswerTime(calibration, profile)
  yield checkClock(calibration, profile)
  const paths = prober.mag.endpoints.filter((e) => e.beside === undefined)
  const [first] = paths
  if (first === undefined) return
  yield await checkMultipath(prober, paths)
  yield* checkNodes(prober, first)
  yield* checkDeclaredNodes(prober, paths)
  yield await checkForeignMag(prober)
  const heartbeatMags = await checkHeartbeatMags(prober)
  if (heartbeatMags !== undefined) yield heartbeatMags
  yield await checkObserve(prober, first)
  for (const note of calibration.notes) yield ok('calibration', note)
}
