import type { StandingRule } from './rule.js'

export const lmaRules: readonly StandingRule[] = []
