import type { CaptureState, Run } from '../model/index.js'
import { count } from './overview.js'
import { oneLine } from './text.js'

/** Where the packets of `capture.pcapng` are from, for whoever opens it: sentences on one line. */
export function captureText(run: Run): string {
  const { captured } = run
  const fromWire = captured.filter(({ wire }) => wire !== undefined).length
  const fromJournal = captured.length - fromWire
  const reasons = reasonsOf(run)
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`
  if (fromWire === 0)
    return `Written from the journal of the run${why}. IPv6 headers of received packets are reconstructed (hop limit 64).`
  const taken = `Captured from the wire (${takersOf(run)})`
  if (fromJournal === 0) return `${taken}.`
  return `${taken}; ${count(fromJournal, 'packet')} of ${captured.length} ${fromJournal === 1 ? 'was' : 'were'} not captured and ${fromJournal === 1 ? 'is' : 'are'} written from the journal, as ${fromJournal === 1 ? 'its comment says' : 'their comments say'}${why}.`
}

export type CaptureKind = 'wire' | 'journal' | 'mixed'

/** Whether all, some or none of the packets are from the wire. */
export function captureKind({ captured }: Run): CaptureKind {
  const fromWire = captured.filter(({ wire }) => wire !== undefined).length
  if (fromWire === 0) return 'journal'
  return fromWire === captured.length ? 'wire' : 'mixed'
}

/** `tcpdump on lte, wlan`. */
function takersOf({ captureStates, wire }: Run): string {
  const captured = new Set(wire.map((frame) => frame.interface))
  const takers = byMessage(
    captureStates.filter(({ kind, interface: on }) => kind === 'begun' && captured.has(on)),
  )
  return takers.map(([program, on]) => `${program} on ${on}`).join('; ')
}

/** What went wrong, each reason once with the interfaces it is about. */
function reasonsOf({ captureStates }: Run): readonly string[] {
  const reasons = byMessage(captureStates.filter(({ kind }) => kind !== 'begun'))
  return reasons.map(([message, on]) => `${on}: ${oneLine(message).replace(/\.$/, '')}`)
}

/** Each message once with its interfaces, in an order that does not depend on which capture began first. */
function byMessage(states: readonly CaptureState[]): readonly (readonly [string, string])[] {
  const grouped = new Map<string, Set<string>>()
  for (const { message, interface: on } of states) {
    const known = grouped.get(message)
    if (known === undefined) grouped.set(message, new Set([on]))
    else known.add(on)
  }
  return [...grouped]
    .map(
      ([message, on]) =>
        [
          message,
          [...on]
            .sort()
            .map((name) => oneLine(name))
            .join(', '),
        ] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
