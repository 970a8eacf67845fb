import type { Lma } from '../roles/index.js'
import { visible } from '../wire/index.js'
import { NoPbu } from './outcome.js'
import { wordPbu } from './words.js'

/** A PBU that was waited for in vain. */
interface Missed {
  /** MN-ID. */
  readonly node: string
  /** Name of a path. */
  readonly on?: string
  /** In words. */
  readonly what: string | undefined
  /** Milliseconds that were waited, and since when, link clock. */
  readonly within: number
  readonly begun: number
  /** The case builds on it, and is not held against it. */
  readonly presumed: boolean
}

/** Says what was waited for, and what came instead. */
export function noPbu(lma: Lma, { node, on, within, begun, presumed, ...missed }: Missed): NoPbu {
  const what = missed.what ?? `a PBU for ${node}${on === undefined ? '' : ` on ${on}`}`
  const last = lma.log(node).at(-1)
  const stranger = lma.strangers(begun).at(-1)
  const instead =
    last !== undefined && last.at >= begun
      ? `; what came last was a ${wordPbu(last)}`
      : stranger !== undefined
        ? `; what came instead was for ${visible(stranger.nodeId ?? 'no node at all')}`
        : ''
  return new NoPbu(
    node,
    {
      code: 'no-pbu',
      message: `expected ${what} within ${Math.round(within / 100) / 10} s`,
      expected: what,
      got: `none${instead}`,
      ...(last !== undefined && { frame: last.frame }),
      causes: [
        'the stimulus did not reach the MAG, or means another node there',
        'the MAG protects its signalling by IPsec, or sends it to another LMA',
        'timing.attach of the profile is too short',
      ],
    },
    presumed,
  )
}
