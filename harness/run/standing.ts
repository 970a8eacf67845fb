import type { CaseEnd, Finding, Profile } from '../model/index.js'
import type { Seen } from '../roles/index.js'
import type { Judged, RuleFinding, StandingRule } from '../rules/rule.js'
import { timestampFromMs } from '../wire/index.js'
import type { PlanItem } from './plan.js'
import { reasonFrom, severityOf, verdictFrom } from './severity.js'

interface Tally {
  readonly item: PlanItem
  readonly rule: StandingRule
  judged: number
  /** The first of each severity and code, with how many more there were. */
  readonly first: Map<string, { readonly finding: Finding; more: number }>
}

/** Holds every message of the device against every standing rule; each ends as a case of its own. */
export class StandingJudge {
  readonly #tallies: readonly Tally[]
  #messages = 0

  constructor(
    items: readonly PlanItem[],
    private readonly profile: Profile,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.#tallies = items.flatMap((item) =>
      item.rule === undefined || item.notApplicable !== undefined
        ? []
        : [{ item, rule: item.rule, judged: 0, first: new Map() }],
    )
  }

  /** `deviceTime` is the device's clock, milliseconds since 1970, as far as it is known. */
  see(seen: Seen, deviceTime: number | undefined): void {
    if (seen.packet.protocol !== 135) return
    this.#messages++
    const judged = this.#judged(seen, deviceTime)
    for (const tally of this.#tallies) {
      try {
        this.#tally(tally, tally.rule.judge(judged), seen.frame)
      } catch (error) {
        this.onFault(error)
      }
    }
  }

  #judged({ packet, decoded, request }: Seen, deviceTime: number | undefined): Judged {
    return {
      decoded,
      octets: packet.octets,
      source: packet.source,
      destination: packet.endpoint.address,
      edition: this.profile.edition,
      declared: this.profile,
      ...(deviceTime !== undefined && { deviceTime: timestampFromMs(deviceTime) }),
      ...(request !== undefined && {
        request: {
          message: request.message,
          source: request.endpoint.address,
          destination: request.destination,
        },
      }),
    }
  }

  #tally(tally: Tally, findings: readonly RuleFinding[] | undefined, frame: number): void {
    if (findings === undefined) return
    tally.judged++
    for (const found of findings) {
      const severity = found.severity ?? severityOf(tally.item.planned.level)
      const key = `${severity} ${found.code}`
      const known = tally.first.get(key)
      if (known === undefined) tally.first.set(key, { finding: { ...found, severity, frame }, more: 0 })
      else known.more++
    }
  }

  /** How each rule ends, at `at` milliseconds of the run. */
  ends(at: number): readonly CaseEnd[] {
    return this.#tallies.map(({ item, judged, first }) => {
      const base = { id: item.planned.id, startedAt: at, durationMs: 0, attempts: 1 }
      if (judged === 0 && this.#messages > 0)
        return {
          ...base,
          verdict: 'not-applicable',
          reason: `none of the ${this.#messages} messages of the device was one that it speaks of`,
          findings: [],
          frames: [],
        }
      if (judged === 0)
        return {
          ...base,
          verdict: 'not-run',
          blame: 'lab',
          reason: 'the device sent no message',
          findings: [],
          frames: [],
        }
      const findings = [...first.values()].map(({ finding, more }) =>
        more === 0 ? finding : { ...finding, message: `${finding.message} (first of ${more + 1})` },
      )
      const verdict = verdictFrom(findings)
      const frames = findings.flatMap((f) => (f.frame === undefined ? [] : [f.frame]))
      const reason =
        verdict === 'pass'
          ? `${judged} ${judged === 1 ? 'message' : 'messages'} judged`
          : reasonFrom(findings)
      return {
        ...base,
        verdict,
        ...(verdict === 'fail' && { blame: 'device' as const }),
        reason,
        findings,
        frames,
      }
    })
  }
}
