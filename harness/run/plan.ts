import type { CaseDefinition } from '../case/definition.js'
import { interpretation, requirement } from '../catalogue/index.js'
import {
  nodeTemplate,
  type PlannedCase,
  type Profile,
  type Role,
  roleName,
  type Stimulus,
} from '../model/index.js'
import type { StandingRule } from '../rules/rule.js'
import { matchesGlob } from './glob.js'
import { nearest } from './profile/suggest.js'

export interface Selection {
  /** Globs over case ids; any of them. */
  readonly cases?: readonly string[]
  /** Globs over requirement ids; any of them. */
  readonly requirements?: readonly string[]
  /** Long cases too. */
  readonly full?: boolean
}

/** One case or standing rule of a run, and why it does not apply, if it does not. */
export interface PlanItem {
  readonly planned: PlannedCase
  readonly definition: CaseDefinition | undefined
  readonly rule: StandingRule | undefined
  readonly notApplicable: string | undefined
}

/** The filter matches no case; the message says what there is. */
export class NothingSelected extends Error {
  override readonly name = 'NothingSelected'
}

/** Of these, for a device of a role or for any, the filter matches none. */
export function nothingMatches(
  selection: Selection,
  among: readonly PlannedCase[],
  role?: Role,
): NothingSelected {
  const [whose, where] = role === undefined ? ['', ''] : [` for ${roleName(role)}`, ` --suite ${role}`]
  const near = likelyMeant(selection, among)
  return new NothingSelected(
    `no case${whose} matches ${wordSelection(selection)}; ${near === undefined ? '' : `did you mean ${near}? `}\`pmipspec list${where}\` shows all ${among.length}`,
  )
}

/** A single id that was mistyped. */
function likelyMeant(
  { cases = [], requirements = [] }: Selection,
  among: readonly PlannedCase[],
): string | undefined {
  const [word, ...more] = [...cases, ...requirements]
  if (word === undefined || more.length > 0 || /[*?[\]]/.test(word)) return undefined
  return nearest(
    word,
    cases.length > 0 ? among.map(({ id }) => id) : among.flatMap(({ requirements: ids }) => ids),
  )
}

/** Which cases run against this device. What the filters leave out is not in the plan at all. */
export function makePlan(
  definitions: readonly CaseDefinition[],
  rules: readonly StandingRule[],
  profile: Profile,
  selection: Selection = {},
): readonly PlanItem[] {
  const items = [
    ...definitions
      .filter((d) => d.role === profile.device.role)
      .map((d) => timed(d, profile))
      .map(
        (definition): PlanItem => ({
          planned: describe(definition, false),
          definition,
          rule: undefined,
          notApplicable: whyNotApplicable(definition, profile, selection.full === true),
        }),
      ),
    ...rules
      .filter((r) => r.role === profile.device.role)
      .map(
        (rule): PlanItem => ({
          planned: describe({ ...rule, file: 'harness/rules' }, true),
          definition: undefined,
          rule,
          notApplicable: whyRuleNotApplicable(rule, profile),
        }),
      ),
  ]
  const selected = items.filter(({ planned }) => selects(selection, planned))
  if (selected.length === 0)
    throw nothingMatches(
      selection,
      items.map(({ planned }) => planned),
      profile.device.role,
    )
  return selected
}

/** Seconds of waiting for Heartbeats that an everyday run bears, beside other cases and with nothing beside it. */
const EVERYDAY = { beside: 30, alone: 2 } as const

/** How long a case waits that counts in the device's own Heartbeats. */
function timed(definition: CaseDefinition, { heartbeat }: Profile): CaseDefinition {
  if (definition.intervals === undefined) return definition
  const lasts = (definition.intervals * heartbeat.interval) / 1000
  const isAlone = definition.exclusive !== undefined || definition.forGood === true
  const full = lasts > (isAlone ? EVERYDAY.alone : EVERYDAY.beside)
  return { ...definition, lasts: Math.ceil(lasts), full }
}

function selects({ cases = [], requirements = [] }: Selection, planned: PlannedCase): boolean {
  const anyOf = (globs: readonly string[], values: readonly string[]) =>
    globs.length === 0 || globs.some((glob) => values.some((v) => matchesGlob(v, glob)))
  return anyOf(cases, [planned.id]) && anyOf(requirements, planned.requirements)
}

function wordSelection({ cases = [], requirements = [] }: Selection): string {
  const words = [...cases.map((c) => `--case ${c}`), ...requirements.map((r) => `--requirement ${r}`)]
  return words.length === 0 ? 'at all' : words.join(' ')
}

type Described = Pick<StandingRule, 'id' | 'title' | 'requirement' | 'notes' | 'role'> & {
  readonly file: string
}

function describe(item: Described, standing: boolean): PlannedCase {
  const ids = typeof item.requirement === 'string' ? ([item.requirement] as const) : item.requirement
  const row = requirement(ids[0])
  return {
    id: item.id,
    title: item.title,
    role: item.role,
    requirements: ids,
    rfc: row.rfc,
    section: row.section,
    level: row.level,
    requirement: row.text,
    oracle: row.oracle,
    notes: (item.notes ?? []).map((id) => `${id}: ${interpretation(id)?.reading ?? ''}`),
    standing,
    file: item.file,
  }
}

function claimsOf(definition: CaseDefinition): readonly (keyof Profile['claims'])[] {
  const ids = typeof definition.requirement === 'string' ? [definition.requirement] : definition.requirement
  const about8278 = ids[0]?.startsWith('8278/') === true && !definition.unless?.includes('multipath')
  return [...(about8278 ? (['multipath'] as const) : []), ...(definition.claims ?? [])]
}

/** What a stimulus does that not every device can be given. */
const RARE: Readonly<Partial<Record<Stimulus, string>>> = {
  restart: 'a command that restarts the device so that it loses its sessions',
  'attach-other-interface':
    'a command that attaches a node so that the MAG knows it comes over from another interface of its own',
  'attach-other-mag': 'a command that attaches a node so that the MAG knows it comes over from another MAG',
}

function whyNotApplicable(definition: CaseDefinition, profile: Profile, full: boolean): string | undefined {
  const missing = claimsOf(definition).find((claim) => !profile.claims[claim])
  if (missing !== undefined) return `the profile does not claim ${missing}`
  const excluded = definition.unless?.find((claim) => profile.claims[claim])
  if (excluded !== undefined) return `only for devices without ${excluded}, which the profile claims`
  if (definition.editions !== undefined && !definition.editions.includes(profile.edition))
    return `only for edition ${definition.editions.join(', ')}; the profile says ${profile.edition}`
  if ((definition.paths ?? 1) > profile.paths.length)
    return `needs ${definition.paths} paths; the profile declares ${profile.paths.length}`
  if (definition.foreignMag === true && profile.foreignMag === undefined)
    return 'the profile declares no foreign-mag, an address of ours that is not an authorised MAG'
  if (definition.stimulus !== undefined && profile.stimulus[definition.stimulus] === undefined)
    return `the profile declares no stimulus.${definition.stimulus}, ${RARE[definition.stimulus] ?? 'a command'}`
  if (definition.heartbeatMag === true && profile.heartbeat.mags.length === 0)
    return 'the profile declares no heartbeat.mags, addresses of ours that the device authorises as MAGs and nothing else uses'
  if (definition.factoryHeartbeats === true && profile.heartbeat.isSet)
    return 'only for a device whose Heartbeats are as they came; the profile declares heartbeat.interval'
  const kind = definition.nodes?.find((k) => nodeTemplate(profile, k) === undefined)
  if (kind !== undefined) return `the profile declares no nodes.${kind}`
  if (definition.full === true && !full) return `takes about ${definition.lasts ?? 30} s: only with --full`
  return undefined
}

function whyRuleNotApplicable(rule: StandingRule, profile: Profile): string | undefined {
  const ids = typeof rule.requirement === 'string' ? [rule.requirement] : rule.requirement
  const claim = requirement(ids[0] as Parameters<typeof requirement>[0]).claim
  return claim === undefined || profile.claims[claim] ? undefined : `the profile does not claim ${claim}`
}
