/** A mobile access gateway to develop against, and able to break any one rule on request. */
export {
  type MagBehaviourName,
  type MagBehaviours,
  magAlternatives,
  magBehaviourChoices,
  magBehaviours,
  parseMagBehaviour,
} from './behaviours.js'
export type { MagConfig, MagNodeFamily, MagPath, MagSettings } from './config.js'
export { isMagDefectName, type MagDefect, type MagDefectName, magDefects } from './defects.js'
export { type MagOptions, ReferenceMag } from './mag.js'
export { type MagOrder, type MagOrders, readMagOrder } from './orders.js'
export { magSettingsFrom, type ServedMag, type ServeMagOptions, serveMag } from './serve-mag.js'
