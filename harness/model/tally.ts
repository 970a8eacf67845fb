import type { Finding } from './finding.js'

/** What standing rules have seen, as numbers that add up: over the pieces of a run, and over shards. */
export interface StandingTally {
  /** Messages of the device, whether a rule spoke of them or not. */
  readonly messages: number
  readonly rules: readonly RuleTally[]
}

export interface RuleTally {
  /** Case id of the rule. */
  readonly id: string
  /** Messages the rule spoke of. */
  readonly judged: number
  /** One for each severity and code: the first of them, and how many there were. */
  readonly found: readonly FoundTally[]
}

export interface FoundTally {
  readonly finding: Finding
  readonly times: number
}

export const nothingSeen: StandingTally = { messages: 0, rules: [] }

export function addTallies(a: StandingTally, b: StandingTally): StandingTally {
  return {
    messages: a.messages + b.messages,
    rules: added(
      a.rules,
      b.rules,
      ({ id }) => id,
      (x, y) => ({
        id: x.id,
        judged: x.judged + y.judged,
        found: added(x.found, y.found, foundKey, (f, g) => ({
          finding: frameOf(f) <= frameOf(g) ? f.finding : g.finding,
          times: f.times + g.times,
        })),
      }),
    ),
  }
}

/** Findings of one kind: they are counted together. */
export function foundKey({ finding }: Pick<FoundTally, 'finding'>): string {
  return `${finding.severity} ${finding.code}`
}

function frameOf({ finding }: FoundTally): number {
  return finding.frame ?? Number.POSITIVE_INFINITY
}

function added<T>(
  a: readonly T[],
  b: readonly T[],
  key: (item: T) => string,
  both: (x: T, y: T) => T,
): readonly T[] {
  const sum = new Map(a.map((item) => [key(item), item]))
  for (const item of b) {
    const known = sum.get(key(item))
    sum.set(key(item), known === undefined ? item : both(known, item))
  }
  return [...sum.values()]
}
