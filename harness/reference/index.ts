/** The devices we ship, good enough to develop against, and able to break any one rule on request. */
export {
  alternatives,
  type BehaviourName,
  type Behaviours,
  behaviourChoices,
  behaviours,
  parseBehaviour,
} from './behaviours.js'
export type { HeartbeatConfig, LmaConfig, LmaSettings, NodeFamily, Service } from './config.js'
export { heartbeatFrom } from './config.js'
export { type Defect, type DefectName, defects, isDefectName } from './defects.js'
export type { AnchorClock, Environment, IncomingPacket, OutgoingPacket } from './environment.js'
export { type LmaOptions, ReferenceLma } from './lma.js'
export * from './mag/index.js'
export type { ListedBinding, ListedNode, Listing } from './observe.js'
export { type ServedLma, type ServeOptions, serveLma } from './serve.js'
