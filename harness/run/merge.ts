import {
  addTallies,
  type Calibration,
  type CaseResult,
  type Finding,
  nothingSeen,
  type Packet,
  type RuleTally,
  type Run,
  type StandingTally,
  type Trouble,
} from '../model/index.js'
import { standingEnd } from './standing-end.js'

/** Runs that are not the shards of one; the message says which and why. */
export class MergeError extends Error {
  override readonly name = 'MergeError'
}

/** A shard and the folder it was read from, for messages. */
export interface ShardRun {
  readonly folder: string
  readonly run: Run
}

/** A shard with its time moved to that of the merged run, and its frames renumbered. */
interface Moved {
  readonly run: Run
  readonly number: number
  /** Milliseconds from the start of the merged run to that of the shard. */
  readonly later: number
  readonly frames: ReadonlyMap<number, number>
  /** Captured frames of the shards before it. */
  readonly captured: number
}

/**
 * The run that the shards are pieces of: cases in the order of the whole plan, packets by time with frames numbered
 * anew, standing rules judged on what they saw in all shards. A shard that is missing or was cut off is a trouble of
 * the merged run. Throws a `MergeError` for runs that do not belong together.
 */
export function mergeRuns(shards: readonly ShardRun[]): Run {
  const [first, ...others] = shards
  if (first === undefined) throw new MergeError('there is nothing to merge')
  for (const each of others) requireSameRun(first, each)
  const { of, plan } = shardOf(first)
  requireOnce(shards)
  const start = Math.min(...shards.map(({ run }) => Date.parse(run.info.started)))
  const { packets, moved } = renumbered(shards, start)
  const standing = moved.map(movedTally).reduce(addTallies, nothingSeen)
  const cases = mergedCases(moved, plan, standing)
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(
    (n) => !moved.some(({ number }) => number === n),
  )
  const complete = missing.length === 0 && shards.every(({ run }) => run.complete)
  const { shard: _, options: __, finished: ___, ...info } = first.run.info
  const finished = shards
    .map(({ run }) => run.info.finished ?? '')
    .sort()
    .at(-1)
  const calibration = mergedCalibration(shards)
  return {
    info: {
      ...info,
      ...(info.waivers !== undefined && { waivers: mergedWaivers(info.waivers, others) }),
      started: new Date(start).toISOString(),
      ...(complete && finished !== undefined && { finished }),
    },
    ...(calibration !== undefined && { calibration }),
    cases,
    packets,
    wire: moved.flatMap(({ run }) => run.wire),
    captureStates: shards.flatMap(({ run }) => run.captureStates),
    captured: [],
    troubles: [...shards.flatMap(troublesOf), ...missing.map((n) => missingTrouble(n, of, plan, cases))],
    standing,
    repeatedSteps: shards.reduce((sum, { run }) => sum + run.repeatedSteps, 0),
    complete,
  }
}

function shardOf({ folder, run }: ShardRun): NonNullable<Run['info']['shard']> {
  if (run.info.shard === undefined) throw new MergeError(`${folder} is no shard: it was not run with --shard`)
  return run.info.shard
}

const shared = ['device', 'deviceVersion', 'role', 'edition', 'version'] as const
const names: Readonly<Record<(typeof shared)[number], string>> = {
  device: 'device',
  deviceVersion: 'device version',
  role: 'role',
  edition: 'edition',
  version: 'version of pmipspec',
}

function requireSameRun(first: ShardRun, other: ShardRun): void {
  const differ = (what: string, a: unknown, b: unknown) =>
    new MergeError(
      `${first.folder} and ${other.folder} are not shards of one run: ${what} ${JSON.stringify(a)} and ${JSON.stringify(b)}`,
    )
  for (const fact of shared) {
    const [a, b] = [first.run.info[fact], other.run.info[fact]]
    if (a !== b) throw differ(names[fact], a ?? null, b ?? null)
  }
  const [a, b] = [shardOf(first), shardOf(other)]
  if (a.of !== b.of) throw differ('shards in all', a.of, b.of)
  if (JSON.stringify(a.plan) !== JSON.stringify(b.plan))
    throw differ('cases planned', a.plan.length, b.plan.length)
  if (first.run.info.options?.profileDigest !== other.run.info.options?.profileDigest)
    throw new MergeError(
      `${first.folder} and ${other.folder} are not shards of one run: their profiles differ`,
    )
}

function requireOnce(shards: readonly ShardRun[]): void {
  const seen = new Map<number, string>()
  for (const each of shards) {
    const { number, of } = shardOf(each)
    const known = seen.get(number)
    if (known !== undefined)
      throw new MergeError(`${known} and ${each.folder} are both shard ${number} of ${of}`)
    seen.set(number, each.folder)
  }
}

function renumbered(
  shards: readonly ShardRun[],
  start: number,
): { readonly packets: readonly Packet[]; readonly moved: readonly Moved[] } {
  const moved = shards
    .map((each) => ({
      run: each.run,
      number: shardOf(each).number,
      later: Date.parse(each.run.info.started) - start,
      frames: new Map<number, number>(),
    }))
    .sort((a, b) => a.number - b.number)
    .map((shard, i, all) => ({
      ...shard,
      captured: all.slice(0, i).reduce((sum, { run }) => sum + run.wire.length, 0),
    }))
  const all = moved.flatMap((shard) =>
    shard.run.packets.map((packet) => ({ shard, packet, at: packet.at + shard.later })),
  )
  all.sort((a, b) => a.at - b.at || a.shard.number - b.shard.number || a.packet.frame - b.packet.frame)
  const packets = all.map(({ shard, packet, at }, i) => {
    shard.frames.set(packet.frame, i + 1)
    return { ...packet, frame: i + 1, at: rounded(at) }
  })
  return { packets, moved }
}

function mergedCases(
  moved: readonly Moved[],
  plan: readonly string[],
  standing: StandingTally,
): readonly CaseResult[] {
  const results = new Map<string, CaseResult[]>()
  for (const shard of moved)
    for (const result of shard.run.cases) {
      const known = results.get(result.id)
      if (known === undefined) results.set(result.id, [movedCase(result, shard)])
      else known.push(movedCase(result, shard))
    }
  const tallies = new Map(standing.rules.map((tally) => [tally.id, tally]))
  return plan.flatMap((id) => {
    const members = results.get(id) ?? []
    const [first] = members
    if (first === undefined) return []
    return [first.standing ? mergedRule(first, members, tallies.get(id), standing.messages) : first]
  })
}

/** A rule ends on what it saw in all shards; one that stopped before its end leaves no praise. */
function mergedRule(
  first: CaseResult,
  members: readonly CaseResult[],
  tally: RuleTally | undefined,
  messages: number,
): CaseResult {
  const { blame: _, ...planned } = first
  if (tally === undefined && members.every(({ attempts }) => attempts === 0)) return first
  const at = Math.max(...members.map(({ startedAt }) => startedAt))
  const end = standingEnd(tally ?? { id: first.id, judged: 0, found: [] }, messages, at)
  const stopped = members.find(({ verdict, attempts }) => verdict === 'not-run' && attempts === 0)
  const praised = end.verdict === 'pass' || end.verdict === 'not-applicable'
  return stopped !== undefined && praised ? stopped : { ...planned, ...end }
}

function movedCase(result: CaseResult, shard: Moved): CaseResult {
  return {
    ...result,
    startedAt: rounded(result.startedAt + shard.later),
    findings: result.findings.map((finding) => movedFinding(finding, shard)),
    frames: result.frames.flatMap((frame) => shard.frames.get(frame) ?? []),
  }
}

function movedFinding(finding: Finding, { frames, captured }: Moved): Finding {
  const { frame, ...others } = finding
  const rest = others.captured === undefined ? others : { ...others, captured: others.captured + captured }
  const now = frame === undefined ? undefined : frames.get(frame)
  return now === undefined ? rest : { ...rest, frame: now }
}

function movedTally(shard: Moved): StandingTally {
  const { messages, rules } = shard.run.standing
  return {
    messages,
    rules: rules.map(({ id, judged, found }) => ({
      id,
      judged,
      found: found.map(({ finding, times }) => ({ finding: movedFinding(finding, shard), times })),
    })),
  }
}

/** A case is left out of the whole when every shard left it out. */
function mergedWaivers(first: NonNullable<Run['info']['waivers']>, others: readonly ShardRun[]) {
  return first.map((waiver, i) => ({
    ...waiver,
    leftOut: waiver.leftOut.filter((id) =>
      others.every(({ run }) => run.info.waivers?.[i]?.leftOut.includes(id) === true),
    ),
  }))
}

/** The widest budgets of all shards; each learned the device for itself. */
function mergedCalibration(shards: readonly ShardRun[]): Calibration | undefined {
  const known = shards.flatMap(({ run }) => run.calibration ?? [])
  if (known.length === 0) return undefined
  const answers = known.flatMap(({ answerMs }) => answerMs ?? [])
  const medians = answers.map(({ median }) => median).sort((a, b) => a - b)
  const median = medians[Math.floor(medians.length / 2)]
  const budgets: Record<string, number> = {}
  for (const each of known)
    for (const [name, ms] of Object.entries(each.budgets)) budgets[name] = Math.max(budgets[name] ?? 0, ms)
  const seeds = new Set(shards.map(({ run }) => run.info.seed))
  return {
    ...(median !== undefined && { answerMs: { median, max: Math.max(...answers.map(({ max }) => max)) } }),
    budgets,
    notes: [
      ...new Set(known.flatMap(({ notes }) => notes)),
      `merged from ${shards.length} shards; each learned the device for itself, budgets are the widest of them`,
      ...(seeds.size > 1 ? [`seeds of the shards: ${[...seeds].join(', ')}`] : []),
    ],
  }
}

function troublesOf(each: ShardRun): readonly Trouble[] {
  const { run } = each
  const { number, of } = shardOf(each)
  const cut: Trouble = {
    blame: 'lab',
    message: `shard ${number} of ${of} did not end: its journal stops before the end`,
  }
  return [...(run.complete ? [] : [cut]), ...run.troubles]
}

function missingTrouble(
  number: number,
  of: number,
  plan: readonly string[],
  cases: readonly CaseResult[],
): Trouble {
  const left = plan.length - cases.length
  return {
    blame: 'lab',
    message: `shard ${number} of ${of} is not among the folders: ${left} of ${plan.length} cases have no result`,
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
