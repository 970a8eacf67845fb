import type { Command } from 'commander'
import { type Edition, type Profile, roleName } from '../model/index.js'
import {
  type Behaviours,
  type DefectName,
  defects,
  heartbeatFrom,
  isMagDefectName,
  type LmaSettings,
  type MagBehaviours,
  magSettingsFrom,
  type NodeFamily,
  parseBehaviour,
  parseMagBehaviour,
  serveLma,
  serveMag,
} from '../reference/index.js'
import { loadProfile } from '../run/profile/load.js'
import { collect, oneOf, usage } from './options.js'
import { noSuchDefect } from './unknown-words.js'

interface ServeFlags {
  readonly profile: string
  readonly observe?: string
  readonly control?: string
  readonly fifo?: string
  readonly edition?: Edition
  readonly multipath: 'on' | 'off' | 'legacy'
  readonly defect: readonly string[]
  readonly behaviour: readonly string[]
  readonly untilInputEnds?: boolean
}

export function addServe(program: Command): void {
  program
    .command('serve <role>')
    .summary('run a reference device: lma or mag')
    .description(
      'Runs a reference device as a profile describes it: an LMA with its LMAA, authorised MAGs (the paths), nodes and timers, or a MAG with its paths and nodes. Ctrl-C ends it.',
    )
    .requiredOption('--profile <file>', 'the profile that tests will use against it')
    .option(
      '--observe <socket>',
      "Unix socket that prints the binding cache as JSON to whoever connects (default: the profile's observe.socket)",
    )
    .option(
      '--control <socket>',
      'Unix socket that takes new defects and behaviours as JSON lines; for a MAG also what to do',
    )
    .option('--fifo <path>', 'mag: FIFO that takes lines such as `attach mn-1@example.net`')
    .option(
      '--multipath <how>',
      'on; off: an LMA refuses with 180, a MAG does not ask; legacy: an LMA that has never heard of it',
      'on',
    )
    .option('--edition <edition>', "rfc8278 or draft-06, instead of the profile's")
    .option('--defect <name>', 'break one rule on purpose (repeatable)', collect, [])
    .option('--behaviour <name=choice>', 'another permitted behaviour (repeatable)', collect, [])
    .option('--until-input-ends', 'end when standard input closes')
    .addHelpText(
      'after',
      '\nExample, in a network namespace of its own (README, A reference device by itself):\n  ip netns exec lma npx pmipspec serve lma --profile profiles/reference-lma.yaml',
    )
    .action(serve)
}

async function serve(role: string, flags: ServeFlags): Promise<void> {
  oneOf('serve', role, ['lma', 'mag'])
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  oneOf('--multipath', flags.multipath, ['on', 'off', 'legacy'])
  const profile = await loadProfile(flags.profile)
  if (profile.device.role !== role)
    throw usage(`serve ${role}: the device of ${profile.source} is ${roleName(profile.device.role)}`)
  const served = role === 'lma' ? await startLma(profile, flags) : await startMag(profile, flags)
  const close = () => void served.close()
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
  if (flags.untilInputEnds === true) process.stdin.once('end', close).resume()
}

function startLma(profile: Profile, flags: ServeFlags) {
  const asked =
    profile.observe !== undefined && 'socket' in profile.observe ? profile.observe.socket : undefined
  const observe = flags.observe ?? asked
  return serveLma({
    config: {
      ...settingsFrom(profile),
      multipath: flags.multipath,
      edition: flags.edition ?? profile.edition,
    },
    defects: flags.defect.map(defectNamed),
    behaviours: behavioursFrom(flags.behaviour, parseBehaviour),
    ...(observe !== undefined && { observe }),
    ...(flags.control !== undefined && { control: flags.control }),
    onReady: () => process.stdout.write(`ready: reference LMA at ${profile.lma.address}\n`),
  })
}

function startMag(profile: Profile, flags: ServeFlags) {
  const unknown = flags.defect.find((name) => !isMagDefectName(name))
  if (unknown !== undefined) throw noSuchDefect(unknown, ['mag'])
  return serveMag({
    config: {
      ...magSettingsFrom(profile),
      multipath: flags.multipath === 'on' && profile.claims.multipath ? 'on' : 'off',
      edition: flags.edition ?? profile.edition,
    },
    defects: flags.defect.filter(isMagDefectName),
    behaviours: behavioursFrom<MagBehaviours>(flags.behaviour, parseMagBehaviour),
    ...(flags.observe !== undefined && { observe: flags.observe }),
    ...(flags.control !== undefined && { control: flags.control }),
    ...(flags.fifo !== undefined && { fifo: flags.fifo }),
    onReady: () => process.stdout.write(`ready: reference MAG for the LMA at ${profile.lma.address}\n`),
  })
}

function defectNamed(name: string): DefectName {
  const found = defects.find((d) => d.name === name)
  if (found === undefined) throw noSuchDefect(name, ['lma'])
  return found.name
}

function behavioursFrom<B = Behaviours>(
  texts: readonly string[],
  parse: (text: string) => Partial<B>,
): Partial<B> {
  try {
    return Object.assign({}, ...texts.map(parse)) as Partial<B>
  } catch (error) {
    throw usage(`--behaviour: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The device a profile describes, as the reference LMA's configuration. */
function settingsFrom(profile: Profile): LmaSettings {
  const { multipath, singlePath, barred, twoPrefixes, oneMag, scarce, preassigned, count } = profile.nodes
  const first = profile.paths.slice(0, 1).map((p) => p.address)
  const nodes: NodeFamily[] = [{ pattern: multipath, service: 'multipath' }]
  if (singlePath !== undefined) nodes.push({ pattern: singlePath, service: 'single-path' })
  if (barred !== undefined) nodes.push({ pattern: barred, service: 'barred' })
  if (twoPrefixes !== undefined) nodes.push({ pattern: twoPrefixes, service: 'multipath', prefixes: 2 })
  if (oneMag !== undefined) nodes.push({ pattern: oneMag, service: 'multipath', mags: first })
  if (scarce !== undefined)
    nodes.push({ pattern: scarce.template, service: 'multipath', pool: few(scarce.prefixes) })
  if (preassigned !== undefined)
    nodes.push({ pattern: preassigned.template, service: 'multipath', ownPrefix: preassigned.prefix })
  const { multipathBinding, magIdentifier, cannotSupportMultipath } = profile.numbers
  return {
    address: profile.lma.address,
    mags: [...profile.paths, ...profile.heartbeat.mags].map((p) => p.address),
    nodes,
    nodeCount: count,
    numbers: { multipathBinding, magIdentifier, cannotSupport: cannotSupportMultipath },
    ...profile.timers,
    heartbeat: heartbeatFrom(profile),
    ...(profile.claims['service-selection'] && { services: ['internet'] }),
  }
}

/** A pool beside the usual one, for the nodes that can use it up. */
function few(limit: number): NonNullable<NodeFamily['pool']> {
  return { prefix: '2001:db8:3000::', length: 56, limit }
}
