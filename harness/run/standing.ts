import {
  addTallies,
  type CaseEnd,
  type Finding,
  foundKey,
  nothingSeen,
  type Profile,
  type StandingTally,
} from '../model/index.js'
import type { Seen } from '../roles/index.js'
import type { Judged, RuleFinding, StandingRule } from '../rules/rule.js'
import { decode, type Frame, ipPacket, parsePacket, timestampFromMs } from '../wire/index.js'
import { endpointsOf } from './endpoints.js'
import type { PlanItem } from './plan.js'
import { severityOf } from './severity.js'
import { standingEnd } from './standing-end.js'

interface Watch {
  readonly item: PlanItem
  readonly rule: StandingRule
}

/** What a rule saw since the last look. */
interface Fresh {
  judged: number
  readonly found: Map<string, { readonly finding: Finding; times: number }>
}

const NOT_CAPTURED =
  'IPv6 headers are seen only in what is captured from the wire, and no message of the device was'

/** Milliseconds within which an answer's time can be held against ours. */
const PROMPT = 1000

/** Holds every message of the device against every standing rule; each ends as a case of its own. */
export class StandingJudge {
  readonly #watches: readonly Watch[]
  readonly #fresh = new Map<string, Fresh>()
  readonly #own: ReadonlySet<string>
  #messages = 0
  #taken: StandingTally

  /** `before` is what was seen before the run was cut off, if it is resumed. */
  constructor(
    items: readonly PlanItem[],
    private readonly profile: Profile,
    private readonly onFault: (error: unknown) => void,
    before: StandingTally = nothingSeen,
  ) {
    this.#taken = before
    this.#own = new Set(endpointsOf(profile).map(({ address }) => address))
    this.#watches = items.flatMap((item) =>
      item.rule === undefined || item.notApplicable !== undefined ? [] : [{ item, rule: item.rule }],
    )
  }

  /** `deviceTime` is the device's clock, milliseconds since 1970, as far as it is known. */
  see(seen: Seen, deviceTime: number | undefined): void {
    if (seen.packet.protocol !== 135) return
    this.#messages++
    this.#judge(this.#judged(seen, deviceTime), false, { frame: seen.frame })
  }

  /** A frame from the wire, and its place among those of the journal: what the sockets do not deliver is judged here. */
  seeFrame(frame: Frame, place: number): void {
    const ip = ipPacket(frame.linkType, frame.octets)
    const packet = ip && parsePacket(ip)
    if (packet?.kind !== 'mobility') return
    const { source, destination, payload: octets } = packet
    if (!this.#own.has(destination) || this.#own.has(source)) return
    const judged = {
      decoded: decode(octets, packet.checksumAddresses),
      octets,
      source,
      destination,
      packet,
      edition: this.profile.edition,
      declared: this.profile,
    }
    this.#judge(judged, true, { captured: place })
  }

  #judge(judged: Judged, captured: boolean, where: Pick<Finding, 'frame' | 'captured'>): void {
    for (const { item, rule } of this.#watches) {
      if ((rule.captured === true) !== captured) continue
      try {
        this.#count(item, rule.judge(judged), where)
      } catch (error) {
        this.onFault(error)
      }
    }
  }

  #judged({ packet, decoded, request, given }: Seen, deviceTime: number | undefined): Judged {
    // What was long on its way, or waited for us, says nothing of the device's clock.
    const prompt = request === undefined || packet.at - request.sentAt <= PROMPT
    return {
      decoded,
      octets: packet.octets,
      source: packet.source,
      destination: packet.endpoint.address,
      edition: this.profile.edition,
      ...(given !== undefined && { given }),
      declared: this.profile,
      ...(deviceTime !== undefined && prompt && { deviceTime: timestampFromMs(deviceTime) }),
      ...(request !== undefined && {
        request: {
          message: request.message,
          source: request.endpoint.address,
          destination: request.destination,
        },
      }),
    }
  }

  #count(
    { planned }: PlanItem,
    findings: readonly RuleFinding[] | undefined,
    where: Pick<Finding, 'frame' | 'captured'>,
  ): void {
    if (findings === undefined) return
    const fresh = this.#fresh.get(planned.id) ?? { judged: 0, found: new Map() }
    this.#fresh.set(planned.id, fresh)
    fresh.judged++
    for (const found of findings) {
      const finding = { ...found, severity: found.severity ?? severityOf(planned.level), ...where }
      const known = fresh.found.get(foundKey({ finding }))
      if (known === undefined) fresh.found.set(foundKey({ finding }), { finding, times: 1 })
      else known.times++
    }
  }

  /** What was seen since the last call; undefined when no message came. */
  take(): StandingTally | undefined {
    if (this.#messages === 0 && this.#fresh.size === 0) return undefined
    const tally = {
      messages: this.#messages,
      rules: [...this.#fresh].map(([id, { judged, found }]) => ({ id, judged, found: [...found.values()] })),
    }
    this.#messages = 0
    this.#fresh.clear()
    this.#taken = addTallies(this.#taken, tally)
    return tally
  }

  /** How each rule ends on what was taken, at `at` milliseconds of the run. */
  ends(at: number): readonly CaseEnd[] {
    const { messages, rules } = this.#taken
    const seen = new Map(rules.map((tally) => [tally.id, tally]))
    return this.#watches.map(({ item: { planned }, rule }) => {
      const end = standingEnd(seen.get(planned.id) ?? { id: planned.id, judged: 0, found: [] }, messages, at)
      return rule.captured === true && end.verdict === 'not-applicable'
        ? { ...end, reason: NOT_CAPTURED }
        : end
    })
  }
}
