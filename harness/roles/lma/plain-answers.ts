import type { Loss } from '../loss.js'
import type { Pbu } from './pbu.js'

/** What crosses our answer on the way is no repetition, milliseconds. */
const CROSSING = 500
/** RFC 5213 §6.9.4: a first repetition comes after 1 to 1.5 s; with room, milliseconds. */
const REPEATED_WITHIN = 5000

/** Right answers, which a MAG takes: one whose PBU comes again has been lost. */
export class PlainAnswers {
  readonly #last = new Map<string, { readonly pbu: Pbu; readonly at: number }>()

  constructor(private readonly loss: Loss) {}

  sent(pbu: Pbu, at: number): void {
    this.loss.answered()
    this.#last.set(keyOf(pbu), { pbu, at })
  }

  see(pbu: Pbu): void {
    const before = this.#last.get(keyOf(pbu))
    if (before === undefined) return
    const since = pbu.at - before.at
    if (since < CROSSING) return
    this.#last.delete(keyOf(pbu))
    if (since < REPEATED_WITHIN && asksTheSame(pbu, before.pbu)) this.loss.lostAfterAll()
  }
}

function keyOf({ nodeId, path }: Pbu): string {
  return `${nodeId ?? ''} ${path}`
}

function asksTheSame(a: Pbu, b: Pbu): boolean {
  return (
    a.isDeregistration === b.isDeregistration &&
    a.handoffIndicator === b.handoffIndicator &&
    a.asksForAnyPrefix === b.asksForAnyPrefix
  )
}
