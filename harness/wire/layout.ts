import { type Option, type OptionKind, option, optionRow } from './options.js'
import { alignmentOf } from './read-options.js'
import { optionSpace } from './space.js'
import { type AnyOption, sizeOf } from './write-options.js'

/** How gaps are filled: PadN (Pad1 for a single octet), or Pad1 only. */
export type PaddingStyle = 'padn' | 'pad1'

/** Alignments xn+y, as [x, y], that go beyond the table's: an edition of a text may state others. */
export type Alignments = { readonly [K in OptionKind]?: readonly [number, number] }

/**
 * The options with padding between them, so that each stands at its stated alignment and the end at a multiple of 8.
 * `start` is the offset of the first option in the Mobility Header; 12 in every message of PMIPv6 but the Binding
 * Refresh Request (8) and the Binding Error (24).
 */
export function aligned(
  options: readonly Option[],
  start = 12,
  style: PaddingStyle = 'padn',
  further: Alignments = {},
): Option[] {
  const space = optionSpace(undefined)
  const laid: Option[] = []
  let at = start
  for (const each of options) {
    const size = sizeOf(space, each as unknown as AnyOption)
    const alignment = further[each.kind] ?? optionRow(each.kind)?.alignment
    if (alignment !== undefined) {
      const [x, y] = alignmentOf(alignment, size - 2)
      at += pad(laid, (x + y - (at % x)) % x, style)
    }
    laid.push(each)
    at += size
  }
  pad(laid, (8 - (at % 8)) % 8, style)
  return laid
}

function pad(laid: Option[], gap: number, style: PaddingStyle): number {
  if (style === 'pad1' || gap === 1) for (let i = 0; i < gap; i++) laid.push(option('pad1'))
  else if (gap > 1) laid.push(option('padn', { data: new Uint8Array(gap - 2) }))
  return gap
}
