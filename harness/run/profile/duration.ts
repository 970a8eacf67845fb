const unitInMs = { ms: 1, s: 1000, m: 60_000 } as const

/**
 * A duration as profiles write it (`300ms`, `1.5s`, `2m`, or a number of milliseconds), in whole milliseconds.
 * Undefined for anything else, negative and infinite ones included.
 */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined
  if (typeof value !== 'string') return undefined
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(value)
  const unit = match?.[2]
  if (unit !== 'ms' && unit !== 's' && unit !== 'm') return undefined
  const milliseconds = Math.round(Number(match?.[1]) * unitInMs[unit])
  return Number.isFinite(milliseconds) ? milliseconds : undefined
}
