import type { Answer, CaseSpec, Changes, LmaCase, MobileNode } from '../../../harness/case/index.js'
import type { Fault } from '../../../harness/catalogue/index.js'
import { fiftyMs, wellOutside } from './clock.js'
import { outside } from './prefixes.js'

/** The faults of the order of checks that a PBU can be given without help from the device. */
export type Stageable = Exclude<
  Fault,
  | 'not-authenticated'
  | 'malformed-header'
  | 'source-not-unicast'
  | 'no-prefix-left'
  | 'multipath-refused'
  | 'service-not-authorized'
  | 'gre-key-missing'
>

/** In which words a fault is told, as what the PBU has or where it comes from. */
export const words: Readonly<Record<Stageable, string>> = {
  'no-mn-id': 'no Mobile Node Identifier',
  'unauthorized-mag': 'a MAG that is not authorised',
  'unknown-mn': 'an unknown node',
  'barred-mn': 'a node without the service',
  'old-timestamp': 'a Timestamp below the last one',
  'stale-timestamp': 'a Timestamp outside the window',
  'old-sequence': 'an old sequence number',
  'no-hnp': 'no Home Network Prefix',
  'no-hi': 'no Handoff Indicator',
  'no-att': 'no Access Technology Type',
  'foreign-prefix': "another node's prefix",
  'unauthorized-prefix': 'a prefix outside the pool',
  'prefix-set-mismatch': 'a prefix too many',
  'no-session': 'lifetime 0 without a session',
  'other-care-of': 'lifetime 0 from another care-of address',
  'care-of-not-unicast': 'a multicast care-of address',
}

const ofSessions: ReadonlySet<Fault> = new Set([
  'old-timestamp',
  'old-sequence',
  'prefix-set-mismatch',
  'other-care-of',
] satisfies Stageable[])

/** What a device must have, or the profile must declare, for these faults to be staged. */
export function applicability(present: readonly Stageable[]): Partial<CaseSpec> {
  const has = (fault: Stageable) => present.includes(fault)
  return {
    ...((has('old-timestamp') || has('stale-timestamp')) && { claims: ['timestamps'] }),
    ...(has('unknown-mn') && { nodes: ['unknown'] }),
    ...(has('barred-mn') && { nodes: ['barred'] }),
    ...(has('unauthorized-mag') && { foreignMag: true }),
    ...(has('other-care-of') && { paths: 2 }),
  }
}

/** Sends a PBU with these faults and no others, after the session that some of them need. */
export async function askWith(t: LmaCase, present: readonly Stageable[]): Promise<Answer> {
  const has = (fault: Stageable) => present.includes(fault)
  const node = has('unknown-mn')
    ? await t.anotherNode('unknown')
    : has('barred-mn')
      ? await t.anotherNode('barred')
      : t.node
  const ordered: Changes = has('old-sequence') ? { timestamp: false } : {}
  const session = present.some((fault) => ofSessions.has(fault))
  if (session) await t.wlan.registered(node, has('old-sequence') ? { timestamp: false, sequence: 15 } : {})
  const other = has('foreign-prefix') ? await t.wlan.registered(await t.anotherNode()) : undefined
  const changes: Changes = {
    ...ordered,
    ...(has('old-sequence') && { sequence: 10 }),
    ...(has('no-mn-id') && { mobileNodeId: false }),
    ...(has('no-hi') && { handoffIndicator: false }),
    ...(has('no-att') && { accessTechnology: false }),
    ...(has('old-timestamp') && { timestamp: node.lastTimestamp - fiftyMs }),
    ...(has('stale-timestamp') && { timestamp: { shift: -wellOutside(t) } }),
    ...(has('care-of-not-unicast') && { alternateCareOf: 'ff02::1' }),
    ...prefixes(node, has, other),
  }
  const from = has('unauthorized-mag') ? t.foreign : has('other-care-of') ? t.lte : t.wlan
  if (has('no-session') || has('other-care-of')) return from.deregister(node, changes)
  return session ? from.refresh(node, changes) : from.register(node, changes)
}

function prefixes(node: MobileNode, has: (fault: Stageable) => boolean, other: Answer | undefined): Changes {
  if (has('no-hnp')) return { prefixes: false }
  if (has('foreign-prefix')) return { prefixes: other?.prefixes ?? [] }
  if (has('unauthorized-prefix')) return { prefixes: [outside] }
  if (has('prefix-set-mismatch')) return { prefixes: [...node.prefixes, outside] }
  return {}
}
