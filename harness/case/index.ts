/** The language suites are written in. */

export { Status, statusName } from '../catalogue/index.js'
export type { Answer, Changes, HeartbeatAnswer, MobileNode, NodeKind, Prefix } from '../roles/index.js'
export {
  type Addresses,
  aligned,
  checksum,
  find,
  type Option,
  type OptionKind,
  option,
  parseIPv6,
  timestampDifferenceMs,
  timestampFromMs,
  UpdateFlag,
} from '../wire/index.js'
export { note } from './current.js'
export { type CaseSpec, lma } from './definition.js'
export { expect, prefer, presume } from './expect.js'
export type { LmaCase } from './lma-case.js'
export { NotApplicable } from './outcome.js'
export type { PathHandle } from './path-handle.js'
