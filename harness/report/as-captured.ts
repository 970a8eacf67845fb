import type { CaptureEntry, CaseResult, Finding, Packet, Run, WireFrame } from '../model/index.js'
import { matchFrames } from './match-frames.js'

const NS_PER_MS = 1_000_000

/**
 * The run with its frames numbered as `capture.pcapng` has them. This is the one place where the numbers of the
 * journal, given while the run goes on, become those of the capture, in which packets that nobody asked for and
 * errors have their places too; no report knows the others. A packet that was not captured stands behind the one
 * that the journal has before it.
 */
export function asCaptured(run: Run): Run {
  const order = run.wire.map((frame, index) => ({ frame, index })).sort((a, b) => byTime(a.frame, b.frame))
  const wire = order.map(({ frame }) => frame)
  // Without any, the journal's own numbers are those of the capture that is written from it.
  if (wire.length === 0) return { ...run, captured: entriesOf(run, [], new Map()) }
  const entries = entriesOf(run, wire, matchFrames(run.packets, wire, run.captureStates))
  const numbers = new Map<number, number>()
  const wireNumbers = new Map<number, number>()
  let place = 0
  const captured = entries.map((entry, i): CaptureEntry => {
    const written = entry.wire === undefined ? undefined : order[place++]
    if (written !== undefined) wireNumbers.set(written.index + 1, i + 1)
    if (entry.packet === undefined) return entry
    numbers.set(entry.packet.frame, i + 1)
    return { ...entry, packet: { ...entry.packet, frame: i + 1 } }
  })
  const { standing } = run
  return {
    ...run,
    captured,
    packets: captured.flatMap(({ packet }) => packet ?? []),
    cases: run.cases.map((result) => renumberedCase(result, { numbers, wireNumbers })),
    standing: {
      ...standing,
      rules: standing.rules.map((tally) => ({
        ...tally,
        found: tally.found.map((each) => ({
          ...each,
          finding: renumberedFinding(each.finding, { numbers, wireNumbers }),
        })),
      })),
    },
  }
}

function byTime(a: WireFrame, b: WireFrame): number {
  // As text: most are of one length, and numbers would be too large.
  return a.time.length - b.time.length || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
}

/** Frames by time, each packet that is in none of them behind its predecessor. */
function entriesOf(
  { info, packets }: Run,
  wire: readonly WireFrame[],
  matched: ReadonlyMap<number, number>,
): readonly CaptureEntry[] {
  const packetOf = new Map([...matched].map(([index, frame]) => [frame, packets[index] as Packet]))
  const behind = new Map<number, Packet[]>()
  const start = BigInt(Date.parse(info.started)) * BigInt(NS_PER_MS)
  let previous = -1
  for (const [index, packet] of packets.entries()) {
    const frame = matched.get(index)
    if (frame !== undefined) {
      previous = frame
      continue
    }
    const known = behind.get(previous)
    if (known === undefined) behind.set(previous, [packet])
    else known.push(packet)
  }
  const entries: CaptureEntry[] = []
  /** Time of the capture less time of the journal. */
  let shift = start
  const fromJournal = (packet: Packet) => entries.push({ packet, timeNs: shift + nsOf(packet) })
  for (const packet of behind.get(-1) ?? []) fromJournal(packet)
  for (const [frame, each] of wire.entries()) {
    const timeNs = BigInt(each.time)
    const packet = packetOf.get(frame)
    if (packet !== undefined) shift = timeNs - nsOf(packet)
    entries.push({ wire: each, timeNs, ...(packet !== undefined && { packet }) })
    for (const missing of behind.get(frame) ?? []) fromJournal(missing)
  }
  return entries
}

function nsOf({ at }: Packet): bigint {
  return BigInt(Math.round(at * NS_PER_MS))
}

interface Numbers {
  /** Frame of the journal → frame of the capture. */
  readonly numbers: ReadonlyMap<number, number>
  /** Place among the captured frames of the journal → frame of the capture. */
  readonly wireNumbers: ReadonlyMap<number, number>
}

function renumberedCase(result: CaseResult, of: Numbers): CaseResult {
  const findings = result.findings.map((finding) => renumberedFinding(finding, of))
  const ofWire = findings.filter((_, i) => result.findings[i]?.captured !== undefined)
  const frames = [
    ...result.frames.flatMap((frame) => of.numbers.get(frame) ?? []),
    ...ofWire.flatMap(({ frame }) => frame ?? []),
  ]
  return { ...result, findings, frames: [...new Set(frames)].sort((a, b) => a - b) }
}

/** The number of a frame that the journal has lost would be that of another one. */
function renumberedFinding(finding: Finding, { numbers, wireNumbers }: Numbers): Finding {
  const { frame, captured, ...rest } = finding
  const number =
    captured !== undefined ? wireNumbers.get(captured) : frame === undefined ? undefined : numbers.get(frame)
  return number === undefined ? rest : { ...rest, frame: number }
}
