import type { CaseEnd, Finding, JournalEvent, Packet, PlannedCase, RunInfo } from '../model/index.js'
import { encode } from '../wire/codec.js'
import { aligned } from '../wire/layout.js'
import { UpdateFlag } from '../wire/message.js'
import { option } from '../wire/options.js'

/** Journals and runs for the tests of the reports. */

export const info: RunInfo = {
  tool: 'pmipspec',
  version: '0.1.0',
  device: 'acme-lma',
  vendor: 'ACME',
  deviceVersion: '7.2',
  role: 'lma',
  edition: 'rfc8278',
  profile: 'profiles/acme.yaml',
  seed: 7,
  started: '2026-03-01T12:00:00.000Z',
}

const lma = '2001:db8:ff::a'
const mag = '2001:db8:1::1'

export function planned(id: string, more: Partial<PlannedCase> = {}): PlannedCase {
  return {
    id,
    title: 'BID 255 is reserved: no binding is made under it',
    role: 'lma',
    requirements: ['8278/MP-4.1-14'],
    rfc: '8278',
    section: '4.1',
    level: 'MUST NOT',
    requirement: 'a binding is never made under BID 255',
    oracle: 'fails when a binding cache entry has BID 255',
    notes: [],
    standing: false,
    file: 'suites/lma/rfc8278-4.1-multipath-binding-option.ts',
    ...more,
  }
}

export function ended(id: string, more: Partial<CaseEnd> = {}): CaseEnd {
  return {
    id,
    verdict: 'pass',
    reason: 'No binding under BID 255.',
    startedAt: 1_500,
    durationMs: 212,
    attempts: 1,
    findings: [],
    frames: [],
    ...more,
  }
}

export const finding: Finding = {
  severity: 'fail',
  code: 'status',
  message: 'The registration was accepted.',
  expected: 'a status of 128 or more, or no answer',
  got: 'status 0',
  where: 'status at octet 6',
  frame: 2,
  causes: ['another LMA answers on the same address'],
}

/** A Proxy Binding Update of a mobile node whose identifier is these octets, or this text. */
export function updateOctets(identifier: string | Uint8Array, sequence = 7): string {
  const octets = typeof identifier === 'string' ? new TextEncoder().encode(identifier) : identifier
  const options = aligned([
    option('mobile-node-identifier', { subtype: 1, identifier: octets.slice(0, 254) }),
  ])
  const flags = UpdateFlag.A | UpdateFlag.P
  const message = encode(
    { kind: 'binding-update', sequence, flags, lifetime: 75, options },
    { source: mag, destination: lma },
  )
  return Buffer.from(message).toString('hex')
}

export function packet(frame: number, more: Partial<Packet> = {}): Packet {
  return {
    frame,
    at: 1_500 + frame,
    direction: 'sent',
    path: 'wlan',
    source: mag,
    destination: lma,
    protocol: 135,
    octets: updateOctets('mn-4@example.net'),
    ...more,
  }
}

export interface FixtureCase {
  readonly plan: PlannedCase
  /** Left out for a case that never ended. */
  readonly end?: CaseEnd
  readonly packets?: readonly Packet[]
}

/** The events of a run in the order a runner writes them. */
export function journalOf(
  cases: readonly FixtureCase[],
  more: Partial<RunInfo> = {},
): readonly JournalEvent[] {
  return [
    { event: 'run-start', info: { ...info, ...more } },
    {
      event: 'plan',
      cases: cases.map(({ plan }) => plan),
      rerunPrefix: 'pmipspec run --profile profiles/acme.yaml --case',
    },
    ...cases.flatMap(caseEvents),
    { event: 'run-end', finished: '2026-03-01T12:01:00.000Z', repeatedSteps: 0 },
  ]
}

function caseEvents({ plan, end, packets = [] }: FixtureCase): readonly JournalEvent[] {
  return [
    { event: 'case-start', id: plan.id, at: end?.startedAt ?? 1_500, attempt: 1 },
    ...packets.map((each) => ({ event: 'packet', ...each, case: plan.id, attempt: 1 }) as const),
    ...(end === undefined ? [] : [{ event: 'case-end', ...end } as const]),
  ]
}

export function linesOf(events: readonly JournalEvent[]): readonly string[] {
  return [...events.map((event) => JSON.stringify(event)), '']
}

/** A case in three rounds, of which the second failed. */
export function threeRounds(): readonly FixtureCase[] {
  const fails = { verdict: 'fail', blame: 'device', findings: [finding] } as const
  return ['', '.2', '.3'].map((round) => {
    const id = `LMA-8278-BID-03${round}`
    return { plan: planned(id), end: ended(id, round === '.2' ? fails : {}) }
  })
}

/** A run with every verdict in it once, and packets in the failing case. */
export function mixedCases(): readonly FixtureCase[] {
  const of = (id: string, end: Partial<CaseEnd>, plan: Partial<PlannedCase> = {}): FixtureCase => ({
    plan: planned(id, plan),
    end: ended(id, end),
  })
  return [
    of('LMA-8278-BID-01', {}),
    {
      plan: planned('LMA-8278-BID-03'),
      end: ended('LMA-8278-BID-03', {
        verdict: 'fail',
        blame: 'device',
        reason: 'A binding was made under BID 255.',
        findings: [finding],
        frames: [1, 2],
      }),
      packets: [packet(1, { step: 'PBU register mn-4 on wlan' }), packet(2, { direction: 'received' })],
    },
    of(
      'LMA-5213-LIFE-01',
      { verdict: 'warn', reason: 'The lifetime was shortened.' },
      { section: '5.3', rfc: '5213' },
    ),
    of('LMA-5213-OBS-01', {
      verdict: 'inconclusive',
      blame: 'lab',
      reason: 'No way to see the bindings: set observe.',
    }),
    of('LMA-5213-GRE-01', { verdict: 'not-applicable', reason: 'The profile does not claim gre.' }),
    of('LMA-5213-LAB-01', { verdict: 'error', blame: 'lab', reason: 'Interface wlan0 went down.' }),
    { plan: planned('LMA-5213-END-01') },
  ]
}
