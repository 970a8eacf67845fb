import type { Command } from 'commander'
import type { Edition, Profile } from '../model/index.js'
import {
  type Behaviours,
  type DefectName,
  defects,
  type LmaSettings,
  type NodeFamily,
  parseBehaviour,
  serveLma,
} from '../reference/index.js'
import { loadProfile } from '../run/profile/load.js'
import { collect, oneOf, usage } from './options.js'

interface ServeFlags {
  readonly profile: string
  readonly observe?: string
  readonly control?: string
  readonly edition?: Edition
  readonly multipath: 'on' | 'off' | 'legacy'
  readonly defect: readonly string[]
  readonly behaviour: readonly string[]
  readonly untilInputEnds?: boolean
}

export function addServe(program: Command): void {
  program
    .command('serve <role>')
    .summary('run a reference device: lma')
    .description(
      'Runs the reference LMA as a profile describes the device: its LMAA, authorised MAGs (the paths), nodes, timers and edition. Ctrl-C ends it.',
    )
    .requiredOption('--profile <file>', 'the profile that tests will use against it')
    .option('--observe <socket>', 'Unix socket that prints the binding cache as JSON to whoever connects')
    .option('--control <socket>', 'Unix socket that takes new defects and behaviours as JSON lines')
    .option(
      '--multipath <how>',
      'on; off: knows RFC 8278 and refuses with 180; legacy: has never heard of it',
      'on',
    )
    .option('--edition <edition>', "rfc8278 or draft-06, instead of the profile's")
    .option('--defect <name>', 'break one rule on purpose (repeatable)', collect, [])
    .option('--behaviour <name=choice>', 'another permitted behaviour (repeatable)', collect, [])
    .option('--until-input-ends', 'end when standard input closes')
    .addHelpText(
      'after',
      '\nExample, in a network namespace of its own:\n  ip netns exec device npx pmipspec serve lma --profile profiles/reference-lma.yaml',
    )
    .action(serve)
}

async function serve(role: string, flags: ServeFlags): Promise<void> {
  if (role !== 'lma') throw usage(`serve ${JSON.stringify(role)}: the only reference device so far is lma`)
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  oneOf('--multipath', flags.multipath, ['on', 'off', 'legacy'])
  const profile = await loadProfile(flags.profile)
  const served = await serveLma({
    config: {
      ...settingsFrom(profile),
      multipath: flags.multipath,
      edition: flags.edition ?? profile.edition,
    },
    defects: flags.defect.map(defectNamed),
    behaviours: behavioursFrom(flags.behaviour),
    ...(flags.observe !== undefined && { observe: flags.observe }),
    ...(flags.control !== undefined && { control: flags.control }),
    onReady: () => process.stdout.write(`ready: reference LMA at ${profile.lma.address}\n`),
  })
  const close = () => void served.close()
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
  if (flags.untilInputEnds === true) process.stdin.once('end', close).resume()
}

function defectNamed(name: string): DefectName {
  const found = defects.find((d) => d.name === name)
  if (found === undefined)
    throw usage(`--defect ${JSON.stringify(name)}: no defect is called so; \`pmipspec defects\` lists them`)
  return found.name
}

function behavioursFrom(texts: readonly string[]): Partial<Behaviours> {
  try {
    return Object.assign({}, ...texts.map(parseBehaviour)) as Partial<Behaviours>
  } catch (error) {
    throw usage(`--behaviour: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The device a profile describes, as the reference LMA's configuration. */
function settingsFrom(profile: Profile): LmaSettings {
  const { multipath, singlePath, barred, count } = profile.nodes
  const nodes: NodeFamily[] = [{ pattern: multipath, service: 'multipath' }]
  if (singlePath !== undefined) nodes.push({ pattern: singlePath, service: 'single-path' })
  if (barred !== undefined) nodes.push({ pattern: barred, service: 'barred' })
  const { multipathBinding, magIdentifier, cannotSupportMultipath } = profile.numbers
  return {
    address: profile.lma.address,
    mags: profile.paths.map((p) => p.address),
    nodes,
    nodeCount: count,
    numbers: { multipathBinding, magIdentifier, cannotSupport: cannotSupportMultipath },
    ...profile.timers,
  }
}
