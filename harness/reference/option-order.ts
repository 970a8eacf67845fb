import type { Option } from '../wire/index.js'

/** Any order is right (RFC 6275 §6.2): a receiver may rely on none. */
export type OptionOrder = 'usual' | 'reversed' | 'shuffled'

export function ordered(
  options: readonly Option[],
  how: OptionOrder,
  random: () => number,
): readonly Option[] {
  switch (how) {
    case 'usual':
      return options
    case 'reversed':
      return [...options].reverse()
    case 'shuffled':
      return options
        .map((o) => [random(), o] as const)
        .sort(([a], [b]) => a - b)
        .map(([, o]) => o)
  }
}
