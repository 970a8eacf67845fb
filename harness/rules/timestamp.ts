import { statusName } from '../catalogue/index.js'
import { timestampDifferenceMs, timestampText } from '../wire/index.js'
import { place } from './evidence.js'
import { answered, askedOnce, type Exchange, proxyExchange } from './exchange.js'
import type { Judged, StandingRule } from './rule.js'

/** RFC 5213 §5.5-8, -9: the answer has the time of the device. */
const MISMATCH: ReadonlySet<number> = new Set([156, 157])
/** Sent after the check of the Timestamp by the order of RFC 5213 §5.3.1: the Timestamp was found valid. */
const AFTER_CHECK: ReadonlySet<number> = new Set([155, 158, 159, 161, 162])
/** How far a time of the device may lie from what we know of its clock, milliseconds. */
const TOLERANCE = 2_000

/** RFC 5213 §5.5: what a Timestamp in a PBA says. Whether there is one is PBA-09. */
export const timestampRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-STAMP-01',
    title: 'An acceptance returns the Timestamp of the request',
    requirement: '5213/5.5-07',
    role: 'lma',
    judge(judged) {
      const stamps = bothStamps(judged)
      if (stamps === undefined || stamps.exchange.rejected) return undefined
      const { asked, came } = stamps
      if (came.includes(asked)) return []
      const message = 'The acceptance has another Timestamp than the request'
      return [{ code: 'timestamp', message, expected: text(asked), ...evidence(stamps) }]
    },
  },
  {
    id: 'LMA-5213-STAMP-02',
    title: 'A rejection for another reason returns a valid Timestamp as it came',
    requirement: '5213/5.5-07b',
    role: 'lma',
    judge(judged) {
      const stamps = bothStamps(judged)
      if (stamps === undefined || !stamps.exchange.rejected) return undefined
      const { asked, came, exchange } = stamps
      const { status } = exchange.answer
      if (MISMATCH.has(status)) return undefined
      // Only a valid Timestamp is returned; one far from the device's clock need not be.
      if (judged.deviceTime !== undefined && distance(asked, judged.deviceTime) > TOLERANCE) return undefined
      if (came.includes(asked)) return []
      const message = `The rejection ${statusName(status)} has another Timestamp than the request`
      const finding = { code: 'timestamp', message, expected: text(asked), ...evidence(stamps) }
      // 160, 154, 153 and 152 come before that check, and the others have no fixed place in the order.
      return [AFTER_CHECK.has(status) ? finding : { ...finding, severity: 'warn' }]
    },
  },
  {
    id: 'LMA-5213-STAMP-03',
    title: "A rejection for the sake of the Timestamp has the LMA's own time",
    requirement: ['5213/5.5-09', '5213/5.5-08'],
    role: 'lma',
    judge(judged) {
      const stamps = bothStamps(judged)
      if (stamps === undefined || !MISMATCH.has(stamps.exchange.answer.status)) return undefined
      const { asked, came, exchange } = stamps
      const requirement = exchange.answer.status === 156 ? '5213/5.5-09' : '5213/5.5-08'
      const { deviceTime } = judged
      if (deviceTime !== undefined && !came.some((time) => distance(time, deviceTime) <= TOLERANCE)) {
        const expected = `within 2 s of ${text(deviceTime)}`
        const message = "The Timestamp is not the time of the LMA's clock"
        return [{ code: 'timestamp', message, requirement, expected, ...evidence(stamps) }]
      }
      if (came.some((time) => time !== asked)) return []
      // A coarse clock may show the very time of the request, so that this alone does not convict.
      const message = "The Timestamp is the one of the request instead of the LMA's time"
      const expected = "the LMA's time"
      return [
        { code: 'timestamp-echoed', message, requirement, severity: 'warn', expected, ...evidence(stamps) },
      ]
    },
  },
]

interface Stamps {
  readonly exchange: Exchange
  readonly asked: bigint
  readonly came: readonly bigint[]
  readonly where: string
}

function bothStamps(judged: Judged): Stamps | undefined {
  const exchange = proxyExchange(judged)
  if (exchange === undefined) return undefined
  const asked = askedOnce(exchange, 'timestamp')
  const found = answered(exchange, 'timestamp')
  const first = found?.[0]
  if (asked === undefined || asked === 'none' || found === undefined || first === undefined) return undefined
  const where = place(exchange.answer, first, 'timestamp', 2)
  return { exchange, asked: asked.timestamp, came: found.map(({ timestamp }) => timestamp), where }
}

function evidence({ came, where }: Stamps): { readonly got: string; readonly where: string } {
  return { got: came.map(text).join(', '), where }
}

function distance(a: bigint, b: bigint): number {
  return Math.abs(timestampDifferenceMs(a, b))
}

function text(timestamp: bigint): string {
  return `0x${timestamp.toString(16).padStart(16, '0')} (${timestampText(timestamp)})`
}
