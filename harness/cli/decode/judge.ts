import { requirement } from '../../catalogue/index.js'
import type { Edition, Finding } from '../../model/index.js'
import { lmaRules } from '../../rules/index.js'
import type { Judged, RuleFinding, StandingRule } from '../../rules/rule.js'
import { severityOf } from '../../run/severity.js'
import {
  AcknowledgementFlag,
  type Addresses,
  type BindingUpdate,
  type Decoded,
  find,
  UpdateFlag,
} from '../../wire/index.js'

/** A finding of a standing rule, with the rule that made it. */
export interface RuledFinding extends Finding {
  readonly rule: string
  readonly requirement: string
}

export interface RuleVerdicts {
  /** How many rules had something to say about the message. */
  readonly applied: number
  readonly findings: readonly RuledFinding[]
}

/** A PBU that a later PBA may answer. */
export interface Asked {
  readonly message: BindingUpdate
  readonly source: string
  readonly destination: string
}

/** Holds a proxy acknowledgement against the standing rules; undefined for other messages, which they do not judge. */
export function judge(
  decoded: Decoded,
  octets: Uint8Array,
  addresses: Addresses | undefined,
  asked: Asked | undefined,
  edition: Edition,
): RuleVerdicts | undefined {
  const { message } = decoded
  if (message.kind !== 'binding-acknowledgement') return undefined
  if ((message.flags & AcknowledgementFlag.P) === 0 && asked === undefined) return undefined // Mobile IPv6
  const judged: Judged = {
    decoded,
    octets,
    source: addresses?.source ?? '',
    destination: addresses?.destination ?? '',
    edition,
    ...(asked !== undefined && { request: asked }),
  }
  const findings: RuledFinding[] = []
  let applied = 0
  for (const rule of lmaRules) {
    const found = attempt(rule, judged)
    if (found === undefined) continue
    applied++
    const first = typeof rule.requirement === 'string' ? rule.requirement : rule.requirement[0]
    const severity = severityOf(requirement(first).level)
    for (const one of found) findings.push({ severity, requirement: first, ...one, rule: rule.id })
  }
  return { applied, findings }
}

/** A rule that fails itself must not end the reading of a capture; it is told beside what the others say. */
function attempt(rule: StandingRule, judged: Judged): readonly RuleFinding[] | undefined {
  try {
    return rule.judge(judged)
  } catch (error) {
    const message = `a fault of pmipspec itself: ${error instanceof Error ? error.message : String(error)}`
    return [{ code: 'rule-fault', severity: 'note', message }]
  }
}

/** Remembers the PBUs of a capture, so that an answer can be judged with its request. */
export class Requests {
  readonly #last = new Map<string, Asked>()

  add(decoded: Decoded, { source, destination }: Addresses): void {
    if (decoded.message.kind !== 'binding-update' || (decoded.message.flags & UpdateFlag.P) === 0) return
    if (this.#last.size > 100_000) this.#last.clear()
    const message = decoded.message
    this.#last.set(`${source} ${destination} ${message.sequence} ${nodeOf(decoded)}`, {
      message,
      source,
      destination,
    })
  }

  /** The last PBU between the same addresses with the same sequence number and mobile node. */
  answeredBy(decoded: Decoded, { source, destination }: Addresses): Asked | undefined {
    if (decoded.message.kind !== 'binding-acknowledgement') return undefined
    return this.#last.get(`${destination} ${source} ${decoded.message.sequence} ${nodeOf(decoded)}`)
  }
}

function nodeOf({ message }: Decoded): string {
  const id = find(message, 'mobile-node-identifier')?.identifier
  return id === undefined ? '' : Buffer.from(id).toString('hex')
}
