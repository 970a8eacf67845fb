import type { DefectName } from '../defects.js'
import type { MagDefectName } from '../mag/index.js'

/** Broken rules that nothing on the signalling path can show, and why: the proof names them apart and counts them out. */
export type UnfoundTable = Readonly<Partial<Record<string, string>>>

const traffic = 'Whether the prefix is in use shows in user traffic alone.'

export const lmaUnfound: Readonly<Partial<Record<DefectName, string>>> = {}

export const magUnfound: Readonly<Partial<Record<MagDefectName, string>>> = {
  'binding-never-expires': traffic,
  'entry-kept-after-deregistration': traffic,
  'refused-refresh-keeps-binding': traffic,
}
