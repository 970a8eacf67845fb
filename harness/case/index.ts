/** The language suites are written in. */

export { Status, statusName } from '../catalogue/index.js'
export type { Path } from '../model/index.js'
export {
  type Answer,
  type Answering,
  type Changes,
  Handoff,
  type HeardHeartbeat,
  type HeartbeatAnswer,
  heartbeatResponse,
  type MobileNode,
  NOBODYS_PREFIX,
  type NodeKind,
  type Other,
  type Pbu,
  type Prefix,
  type Script,
  type Sent,
} from '../roles/index.js'
export {
  type Addresses,
  aligned,
  checksum,
  find,
  HeartbeatFlag,
  type Message,
  type Option,
  type OptionKind,
  option,
  parseIPv6,
  timestampDifferenceMs,
  timestampFromMs,
  UpdateFlag,
} from '../wire/index.js'
export { note } from './current.js'
export { type CaseSpec, lma, mag } from './definition.js'
export { expect, prefer, presume } from './expect.js'
export type { Heard } from './heard.js'
export type { HeartbeatWatch } from './heartbeat-watch.js'
export type { LmaCase } from './lma-case.js'
export { type Awaited, IN_FLIGHT, type MagCase } from './mag-case.js'
export { NotApplicable } from './outcome.js'
export type { PathHandle } from './path-handle.js'
export { FIRST_REPETITION, Uptake, uptake } from './uptake.js'
