import type { Option } from './options.js'

/** How gaps are filled: PadN (Pad1 for a single octet), or Pad1 only. */
export type PaddingStyle = 'padn' | 'pad1'

/** The options with padding between them. */
export function aligned(_options: readonly Option[], _start = 12, _style: PaddingStyle = 'padn'): Option[] {
  throw new Error('not written yet')
}
