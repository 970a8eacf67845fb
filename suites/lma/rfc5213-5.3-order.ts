import { type Answer, expect, lma, prefer, presume } from '../../harness/case/index.js'
import { expectedReaction, Status } from '../../harness/catalogue/index.js'
import { presumeClock } from './support/clock.js'
import { applicability, askWith, type Stageable, words } from './support/faults.js'

/** Two things wrong with one PBU: RFC 5213 §5.3 says which is told. */
const pairs: readonly (readonly [id: string, Stageable, Stageable])[] = [
  ['LMA-5213-ORDER-01', 'no-mn-id', 'unauthorized-mag'],
  ['LMA-5213-ORDER-02', 'no-mn-id', 'stale-timestamp'],
  ['LMA-5213-ORDER-03', 'no-mn-id', 'no-hnp'],
  ['LMA-5213-ORDER-04', 'no-mn-id', 'no-hi'],
  ['LMA-5213-ORDER-05', 'no-mn-id', 'no-att'],
  ['LMA-5213-ORDER-06', 'no-mn-id', 'foreign-prefix'],
  ['LMA-5213-ORDER-07', 'no-mn-id', 'no-session'],
  ['LMA-5213-ORDER-08', 'unauthorized-mag', 'unknown-mn'],
  ['LMA-5213-ORDER-09', 'unauthorized-mag', 'barred-mn'],
  ['LMA-5213-ORDER-10', 'unauthorized-mag', 'stale-timestamp'],
  ['LMA-5213-ORDER-11', 'unauthorized-mag', 'old-timestamp'],
  ['LMA-5213-ORDER-12', 'unauthorized-mag', 'old-sequence'],
  ['LMA-5213-ORDER-13', 'unauthorized-mag', 'no-hnp'],
  ['LMA-5213-ORDER-14', 'unauthorized-mag', 'no-hi'],
  ['LMA-5213-ORDER-15', 'unauthorized-mag', 'no-att'],
  ['LMA-5213-ORDER-16', 'unauthorized-mag', 'foreign-prefix'],
  ['LMA-5213-ORDER-17', 'unauthorized-mag', 'prefix-set-mismatch'],
  ['LMA-5213-ORDER-18', 'unauthorized-mag', 'no-session'],
  ['LMA-5213-ORDER-19', 'unknown-mn', 'stale-timestamp'],
  ['LMA-5213-ORDER-20', 'unknown-mn', 'no-hnp'],
  ['LMA-5213-ORDER-21', 'unknown-mn', 'no-hi'],
  ['LMA-5213-ORDER-22', 'unknown-mn', 'no-att'],
  ['LMA-5213-ORDER-23', 'unknown-mn', 'foreign-prefix'],
  ['LMA-5213-ORDER-24', 'unknown-mn', 'no-session'],
  ['LMA-5213-ORDER-25', 'barred-mn', 'stale-timestamp'],
  ['LMA-5213-ORDER-26', 'barred-mn', 'no-hnp'],
  ['LMA-5213-ORDER-27', 'barred-mn', 'no-hi'],
  ['LMA-5213-ORDER-28', 'barred-mn', 'no-att'],
  ['LMA-5213-ORDER-29', 'barred-mn', 'foreign-prefix'],
  ['LMA-5213-ORDER-30', 'barred-mn', 'no-session'],
  ['LMA-5213-ORDER-31', 'stale-timestamp', 'no-hnp'],
  ['LMA-5213-ORDER-32', 'stale-timestamp', 'no-hi'],
  ['LMA-5213-ORDER-33', 'stale-timestamp', 'no-att'],
  ['LMA-5213-ORDER-34', 'stale-timestamp', 'foreign-prefix'],
  ['LMA-5213-ORDER-35', 'stale-timestamp', 'unauthorized-prefix'],
  ['LMA-5213-ORDER-36', 'stale-timestamp', 'no-session'],
  ['LMA-5213-ORDER-37', 'old-timestamp', 'no-hnp'],
  ['LMA-5213-ORDER-38', 'old-timestamp', 'no-hi'],
  ['LMA-5213-ORDER-39', 'old-timestamp', 'no-att'],
  ['LMA-5213-ORDER-40', 'old-timestamp', 'foreign-prefix'],
  ['LMA-5213-ORDER-41', 'old-timestamp', 'prefix-set-mismatch'],
  ['LMA-5213-ORDER-42', 'old-timestamp', 'other-care-of'],
  ['LMA-5213-ORDER-43', 'old-sequence', 'no-hnp'],
  ['LMA-5213-ORDER-44', 'old-sequence', 'no-hi'],
  ['LMA-5213-ORDER-45', 'old-sequence', 'no-att'],
  ['LMA-5213-ORDER-46', 'old-sequence', 'foreign-prefix'],
  ['LMA-5213-ORDER-47', 'old-sequence', 'prefix-set-mismatch'],
  ['LMA-5213-ORDER-48', 'old-sequence', 'no-mn-id'],
  ['LMA-5213-ORDER-49', 'no-hnp', 'no-hi'],
  ['LMA-5213-ORDER-50', 'no-hnp', 'no-att'],
  ['LMA-5213-ORDER-51', 'no-hnp', 'no-session'],
  ['LMA-5213-ORDER-52', 'no-hi', 'no-att'],
  ['LMA-5213-ORDER-53', 'no-hi', 'foreign-prefix'],
  ['LMA-5213-ORDER-54', 'no-hi', 'unauthorized-prefix'],
  ['LMA-5213-ORDER-55', 'no-hi', 'prefix-set-mismatch'],
  ['LMA-5213-ORDER-56', 'no-hi', 'no-session'],
  ['LMA-5213-ORDER-57', 'no-hi', 'other-care-of'],
  ['LMA-5213-ORDER-58', 'no-att', 'foreign-prefix'],
  ['LMA-5213-ORDER-59', 'no-att', 'unauthorized-prefix'],
  ['LMA-5213-ORDER-60', 'no-att', 'prefix-set-mismatch'],
  ['LMA-5213-ORDER-61', 'no-att', 'no-session'],
  ['LMA-5213-ORDER-62', 'no-att', 'other-care-of'],
  ['LMA-5213-ORDER-63', 'care-of-not-unicast', 'unknown-mn'],
  ['LMA-5213-ORDER-64', 'care-of-not-unicast', 'no-hnp'],
  ['LMA-5213-ORDER-65', 'care-of-not-unicast', 'no-hi'],
  ['LMA-5213-ORDER-66', 'care-of-not-unicast', 'no-att'],
]

/** Statuses of the order: any other is a refusal for reasons of the device's own, which says nothing about it. */
const ordered: ReadonlySet<number> = new Set([
  Status.SEQUENCE_NUMBER_OUT_OF_WINDOW,
  Status.PROXY_REG_NOT_ENABLED,
  Status.NOT_LMA_FOR_THIS_MOBILE_NODE,
  Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
  Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
  Status.TIMESTAMP_MISMATCH,
  Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
  Status.MISSING_HOME_NETWORK_PREFIX_OPTION,
  Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
  Status.MISSING_MN_IDENTIFIER_OPTION,
  Status.MISSING_HANDOFF_INDICATOR_OPTION,
  Status.MISSING_ACCESS_TECH_TYPE_OPTION,
])

/** What a single fault may be answered with as well, if not so well (5.3.1-07, 5.4.1.1-04, 5.5-08, BU-19). */
const nextBest: Readonly<Record<number, number>> = {
  [Status.NOT_LMA_FOR_THIS_MOBILE_NODE]: Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
  [Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED]: Status.TIMESTAMP_MISMATCH,
  [Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH]: Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
}

/** With these a PBU is about no binding, whatever else it says. */
const leadsNowhere: ReadonlySet<Stageable> = new Set([
  'no-hnp',
  'no-att',
  'foreign-prefix',
  'prefix-set-mismatch',
  'other-care-of',
])

/**
 * What an LMA answers that keeps the last Timestamp with each binding (5.1, 5.5 item 8): without a binding it knows
 * of none, though item 6 wants it to count all that were accepted of the node.
 */
function withoutLastTimestamp(faults: readonly Stageable[]): ReturnType<typeof expectedReaction> | undefined {
  if (!faults.includes('old-timestamp') || !faults.some((fault) => leadsNowhere.has(fault))) return undefined
  const { statuses, silence } = expectedReaction(faults.filter((fault) => fault !== 'old-timestamp'))
  // Any prefix of the request may serve for the look-up (5.4.1.1): the one too many finds nothing.
  const byOther = faults.includes('prefix-set-mismatch')
    ? [Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX]
    : []
  return { statuses: [...statuses, ...byOther], silence }
}

function expectInOrder(answer: Answer, faults: readonly Stageable[]): void {
  const { statuses, silence } = expectedReaction(faults)
  if (silence === 'may' && answer.silent) return
  // The code of RFC 6275 for such an address; that silence is asked for is said by 6275/6.1.7-05.
  if (faults.includes('care-of-not-unicast') && answer.status === Status.INVALID_CARE_OF_ADDRESS) return
  // A list of peers may stand in for authentication, which comes before all else.
  if (faults.includes('unauthorized-mag')) {
    presume(answer).not.to.be.ignored()
    presume(answer).to.be.answered()
  }
  if (answer.refused && !ordered.has(answer.status ?? 0)) presume(answer).to.have.status(...statuses)
  const tolerated = statuses.flatMap((status) => nextBest[status] ?? [])
  const byBinding = withoutLastTimestamp(faults)
  if (!(byBinding?.silence === 'must' && answer.silent))
    expect(answer).to.have.status(...statuses, ...tolerated, ...(byBinding?.statuses ?? []))
  // 157 is about one binding (5.5 item 8); where the look-up of 5.4.1 would lead to none, 156 is as right.
  const isVague = faults.some((fault) => leadsNowhere.has(fault))
  prefer(answer).to.have.status(...statuses, ...(isVague ? tolerated : []))
}

function title([a, b]: readonly [Stageable, Stageable]): string {
  const { statuses, silence } = expectedReaction([a, b])
  const answer = silence === 'may' ? [...statuses, 'silence'] : statuses
  const both = `${words[a]} and ${words[b]}`
  return `${both.charAt(0).toUpperCase()}${both.slice(1)}: the answer is ${answer.join(' or ')}`
}

for (const [id, ...faults] of pairs)
  lma(id, title(faults), { requirement: '5213/5.3-01', ...applicability(faults) }, async (t) => {
    if (faults.includes('old-timestamp') || faults.includes('stale-timestamp')) presumeClock(t)

    expectInOrder(await askWith(t, faults), faults)
  })
