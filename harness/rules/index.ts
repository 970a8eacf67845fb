/** The standing rules: what any single message, or request and answer, can be judged on by itself. */
import { acknowledgementRules } from './acknowledgement.js'
import { answerLinkLocalRules } from './answer-link-local.js'
import { answerRules } from './answer-options.js'
import { answerPrefixRules } from './answer-prefixes.js'
import { heartbeatRules } from './heartbeat.js'
import { identifierUpdateRules } from './identifier-update.js'
import { ipHeaderRules } from './ip-header.js'
import { leakRules } from './leak.js'
import { mobilityHeaderRules } from './mobility-header.js'
import { multipathRules } from './multipath.js'
import { multipathFormatRules } from './multipath-format.js'
import { multipathUpdateRules } from './multipath-update.js'
import { optionFormatRules, optionPresenceRules } from './option-formats.js'
import { paddingAndAlignmentRules } from './padding-and-alignment.js'
import type { StandingRule } from './rule.js'
import { statusRules } from './status.js'
import { timestampRules } from './timestamp.js'
import { updateRules } from './update.js'

export { mobilityHeaderRules } from './mobility-header.js'
export { optionFormatRules } from './option-formats.js'
export { paddingAndAlignmentRules } from './padding-and-alignment.js'
export type { Judged, RuleFinding, StandingRule } from './rule.js'

/** Every rule for the messages of an LMA. */
export const lmaRules: readonly StandingRule[] = [
  ...mobilityHeaderRules('lma'),
  ...ipHeaderRules('lma'),
  ...heartbeatRules('lma'),
  ...acknowledgementRules,
  ...paddingAndAlignmentRules('lma'),
  ...answerRules,
  ...answerPrefixRules,
  ...answerLinkLocalRules,
  ...leakRules,
  ...optionPresenceRules,
  ...optionFormatRules('lma'),
  ...timestampRules,
  ...statusRules,
  ...multipathFormatRules,
  ...multipathRules,
]

/** Every rule for the messages of a MAG. */
export const magRules: readonly StandingRule[] = [
  ...mobilityHeaderRules('mag'),
  ...ipHeaderRules('mag'),
  ...heartbeatRules('mag'),
  ...paddingAndAlignmentRules('mag'),
  ...optionFormatRules('mag'),
  ...updateRules,
  ...multipathUpdateRules,
  ...identifierUpdateRules,
]

export const standingRules: readonly StandingRule[] = [...lmaRules, ...magRules]
