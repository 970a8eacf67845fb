import type { Pbu } from '../roles/index.js'
import { wordPbu } from './words.js'

/** What came of a node while a case listened. */
export class Heard {
  constructor(
    readonly pbus: readonly Pbu[],
    /** How long it listened, milliseconds. */
    readonly ms: number,
    /** What was listened for: `a PBU with MAG Multipath Binding option`. */
    readonly what: string,
  ) {}

  get first(): Pbu | undefined {
    return this.pbus[0]
  }
  words(): string {
    if (this.first === undefined) return `nothing within ${Math.round(this.ms)} ms`
    const more = this.pbus.length - 1
    return `${wordPbu(this.first)}${more === 0 ? '' : `, and ${more} more`}`
  }
}
