import type { TestFlags } from '../cli/flags.js'

/** The flags of a run that was asked for nothing in particular. */
export const plainFlags: TestFlags = {
  case: [],
  requirement: [],
  defect: [],
  behaviour: [],
  capture: 'wire',
  inconclusive: 'error',
}
