import type { DefectName } from '../defects.js'
import type { MagDefectName } from '../mag/index.js'

/** Broken rules that a case is held against and none finds, and why: a list that is to become empty. */
export type UnfoundTable = Readonly<Partial<Record<string, string>>>

const triedAgain =
  'The case warns, is tried again, and then the device is no longer as the case needs it: inconclusive.'
const stranger = 'The emulated LMA sends from its own address alone.'

export const lmaUnfound: Readonly<Partial<Record<DefectName, string>>> = {
  'parameter-problem-code-1':
    'Code 1 is what a host without mobility service sends, so the request counts as undelivered and the case stays inconclusive.',
}

export const magUnfound: Readonly<Partial<Record<MagDefectName, string>>> = {
  'answer-from-stranger-accepted': stranger,
  'back-off-shared': triedAgain,
  'binding-error-of-stranger-ends-bindings': stranger,
  'status-180-disables-all-nodes': triedAgain,
  'refused-refresh-keeps-binding': 'Whether the prefix is in use shows in user traffic alone.',
}
