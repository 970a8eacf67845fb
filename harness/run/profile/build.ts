import { dirname, resolve } from 'node:path'
import type { Claim, Observe, Path, Profile } from '../../model/index.js'
import { canonicalIPv6, parseIPv6 } from '../../wire/address.js'
import { parseDuration } from './duration.js'
import type { WrittenAddress, WrittenProfile } from './written.js'

/** RFC 8278 §5. */
const assigned = { multipathBinding: 63, magIdentifier: 64, cannotSupportMultipath: 180 } as const

const claimed: Readonly<Record<Claim, boolean>> = {
  multipath: true,
  timestamps: true,
  heartbeat: false,
  ipv4: false,
  gre: false,
  'prefix-delegation': false,
  'flow-bindings': false,
  'service-selection': false,
}

/** For a MAG under test nobody else has to know the nodes, so their names may be ours. */
const ownNodes: NonNullable<WrittenProfile['nodes']> = { multipath: 'mn-{n}@example.net' }

/** The profile that a checked file stands for, with every default filled in. */
export function buildProfile(written: WrittenProfile, file: string): Profile {
  const directory = resolve(dirname(file))
  const paths = written.paths.map(buildPath)
  const foreign = written['foreign-mag']
  const fixedLinkLocal = written.variables?.['fixed-mag-link-local-address']
  const foreignMag = foreign === undefined ? undefined : buildAddress(foreign, paths)
  const observe = buildObserve(written.observe, directory)
  return {
    source: file,
    directory,
    device: written.device,
    edition: written.edition ?? 'rfc8278',
    numbers: {
      multipathBinding: written.numbers?.['multipath-binding'] ?? assigned.multipathBinding,
      magIdentifier: written.numbers?.['mag-identifier'] ?? assigned.magIdentifier,
      cannotSupportMultipath:
        written.numbers?.['cannot-support-multipath'] ?? assigned.cannotSupportMultipath,
    },
    transport: 'ipv6',
    lma: { address: canonical(written.lma.address) },
    paths,
    magId: written['mag-id'],
    nodes: buildNodes(written.nodes ?? ownNodes),
    ...(foreignMag && { foreignMag }),
    claims: { ...claimed, ...written.claims },
    ...(observe && { observe }),
    ...buildStimulus(written.stimulus, directory),
    lanes: written.lanes ?? 4,
    ...buildTimes(written),
    ...(fixedLinkLocal !== undefined && { fixedLinkLocal: canonical(fixedLinkLocal) }),
    heartbeat: buildHeartbeat(written.heartbeat, paths),
    waivers: written.waivers ?? [],
  }
}

function buildPath(path: WrittenProfile['paths'][number]): Path {
  const { name, label } = path
  return {
    name,
    interface: path.interface,
    address: canonical(path.address),
    accessTechnology: path['access-technology'],
    label,
  }
}

function buildNodes(nodes: NonNullable<WrittenProfile['nodes']>): Profile['nodes'] {
  const { scarce, preassigned } = nodes
  const singlePath = nodes['single-path']
  const twoPrefixes = nodes['two-prefixes']
  const oneMag = nodes['one-mag']
  const prefixes = nodes['scarce-prefixes']
  const prefix = nodes['preassigned-prefix']
  return {
    multipath: nodes.multipath,
    ...(singlePath !== undefined && { singlePath }),
    ...(nodes.unknown !== undefined && { unknown: nodes.unknown }),
    ...(nodes.barred !== undefined && { barred: nodes.barred }),
    ...(twoPrefixes !== undefined && { twoPrefixes }),
    ...(oneMag !== undefined && { oneMag }),
    ...(scarce !== undefined && prefixes !== undefined && { scarce: { template: scarce, prefixes } }),
    ...(preassigned !== undefined &&
      prefix !== undefined && { preassigned: { template: preassigned, prefix } }),
    count: nodes.count ?? 10_000,
  }
}

/** An address of ours beside the paths; on the interface of the path in the same /64 unless said. */
function buildAddress(
  written: WrittenAddress,
  paths: readonly Path[],
): { readonly address: string; readonly interface: string } {
  const given = typeof written === 'string' ? { address: written } : written
  const address = canonical(given.address)
  const neighbour = paths.find((path) => prefix64(path.address) === prefix64(address)) ?? paths[0]
  return { address, interface: given.interface ?? neighbour?.interface ?? '' }
}

/** Defaults: RFC 5847 §5. */
function buildHeartbeat(written: WrittenProfile['heartbeat'], paths: readonly Path[]): Profile['heartbeat'] {
  const interval = parseDuration(written?.interval)
  return {
    interval: interval ?? 60_000,
    isSet: interval !== undefined,
    missingAllowed: written?.['missing-allowed'] ?? 3,
    mags: (written?.mags ?? []).map((mag) => buildAddress(mag, paths)),
  }
}

function buildObserve(written: WrittenProfile['observe'], directory: string): Observe | undefined {
  if (written?.command !== undefined) return { command: written.command, directory }
  if (written?.socket !== undefined) return { socket: resolve(directory, written.socket) }
  return undefined
}

function buildStimulus(
  written: WrittenProfile['stimulus'],
  directory: string,
): Pick<Profile, 'stimulus' | 'stimulusSocket'> {
  const { socket, ...commands } = written ?? {}
  return { stimulus: commands, ...(socket !== undefined && { stimulusSocket: resolve(directory, socket) }) }
}

/** Defaults of the timers: RFC 5213 §9.1. */
function buildTimes({ timing, timers }: WrittenProfile): Pick<Profile, 'timing' | 'timers'> {
  return {
    timing: {
      answer: parseDuration(timing?.answer) ?? 1000,
      silence: parseDuration(timing?.silence) ?? 2000,
      attach: parseDuration(timing?.attach) ?? 15_000,
      recovery: parseDuration(timing?.recovery) ?? 15_000,
    },
    timers: {
      minDelayBeforeBceDelete: parseDuration(timers?.['min-delay-before-bce-delete']) ?? 10_000,
      maxDelayBeforeNewBceAssign: parseDuration(timers?.['max-delay-before-new-bce-assign']) ?? 1500,
      timestampValidityWindow: parseDuration(timers?.['timestamp-validity-window']) ?? 300,
    },
  }
}

function canonical(address: string): string {
  return canonicalIPv6(address) ?? address
}

function prefix64(address: string): string | undefined {
  return parseIPv6(address)?.subarray(0, 8).join()
}
