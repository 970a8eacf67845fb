/** Registered numbers besides status codes, each with `name(value)`: `IEEE 802.11a/b/g (4)`, `unassigned (99)`. */

export interface Registry {
  readonly entries: Readonly<Record<number, string>>
  /** Name with the number behind it; unknown values are called unassigned. */
  readonly name: (value: number) => string
  readonly has: (value: number) => boolean
}

function registry(entries: Readonly<Record<number, string>>): Registry {
  const has = (value: number): boolean => Object.hasOwn(entries, value)
  return { entries, has, name: (value) => `${entries[value] ?? 'unassigned'} (${value})` }
}

/** Mobility Header types (RFC 6275 section 6.1 and the IANA registry); 24 to 255 are unassigned. */
export const mobilityHeaderTypes = registry({
  0: 'Binding Refresh Request',
  1: 'Home Test Init',
  2: 'Care-of Test Init',
  3: 'Home Test',
  4: 'Care-of Test',
  5: 'Binding Update',
  6: 'Binding Acknowledgement',
  7: 'Binding Error',
  8: 'Fast Binding Update',
  9: 'Fast Binding Acknowledgement',
  10: 'Fast Neighbor Advertisement',
  11: 'Experimental',
  12: 'Home Agent Switch',
  13: 'Heartbeat',
  14: 'Handover Initiate',
  15: 'Handover Acknowledge',
  16: 'Binding Revocation',
  17: 'Localized Routing Initiation',
  18: 'Localized Routing Acknowledgement',
  19: 'Update Notification',
  20: 'Update Notification Acknowledgement',
  21: 'Flow Binding',
  22: 'Subscription Query',
  23: 'Subscription Response',
})

/** Mobile Node Identifier subtypes (RFC 4283, RFC 8371), also those of the MAG Identifier (RFC 8278 section 4.2). */
export const identifierSubtypes = registry({
  1: 'NAI',
  2: 'IPv6 address',
  3: 'IMSI',
  4: 'P-TMSI',
  5: 'EUI-48',
  6: 'EUI-64',
  7: 'GUTI',
  8: 'DUID',
})

/** Handoff Indicator (RFC 5213 section 8.4; 6 by RFC 7864). */
export const handoffIndicators = registry({
  0: 'reserved',
  1: 'attachment over a new interface',
  2: 'handoff between two interfaces of the mobile node',
  3: 'handoff between MAGs for the same interface',
  4: 'handoff state unknown',
  5: 'handoff state not changed (re-registration)',
  6: 'attachment over a new interface sharing prefixes',
})

/** Access Technology Type (RFC 5213 section 8.5 and the IANA registry, which grows); If-ATT of RFC 8278 too. */
export const accessTechnologyTypes = registry({
  0: 'reserved',
  1: 'virtual',
  2: 'PPP',
  3: 'IEEE 802.3',
  4: 'IEEE 802.11a/b/g',
  5: 'IEEE 802.16e',
  6: '3GPP GERAN',
  7: '3GPP UTRAN',
  8: '3GPP E-UTRAN',
  9: '3GPP2 eHRPD',
  10: '3GPP2 HRPD',
  11: '3GPP2 1xRTT',
  12: '3GPP2 UMB',
  13: '3GPP NB-IoT',
})

/** Status of a Binding Error (RFC 6275 section 6.1.9). */
export const bindingErrorStatuses = registry({
  1: 'unknown binding for Home Address destination option',
  2: 'unrecognized MH Type value',
})

/** Type of a Binding Revocation message (RFC 5846 section 5). */
export const revocationTypes = registry({
  1: 'Binding Revocation Indication',
  2: 'Binding Revocation Acknowledgement',
})

/** Revocation Trigger (RFC 5846 section 5.1); 128 and above revoke for many nodes, 250 to 255 are for tests. */
export const revocationTriggers = registry({
  0: 'unspecified',
  1: 'administrative reason',
  2: 'inter-MAG handover, same access type',
  3: 'inter-MAG handover, different access type',
  4: 'inter-MAG handover, unknown',
  5: 'user-initiated session termination',
  6: 'access network session termination',
  7: 'possible out-of-sync binding cache entry state',
  128: 'per-peer policy',
  129: 'revoking mobility node local policy',
  250: 'reserved for testing',
  251: 'reserved for testing',
  252: 'reserved for testing',
  253: 'reserved for testing',
  254: 'reserved for testing',
  255: 'reserved for testing',
})

/** Status of a Binding Revocation Acknowledgement (RFC 5846 section 5.2). */
export const revocationStatuses = registry({
  0: 'success',
  1: 'partial success',
  128: 'binding does not exist',
  129: 'IPv4 home address option required',
  130: 'global revocation not authorized',
  131: 'revoked mobile nodes identity required',
  132: 'revocation failed, mobile node is attached',
  133: 'revocation trigger not supported',
  134: 'revocation function not supported',
  135: 'proxy binding revocation not supported',
})

/** Kind of a Heartbeat by its flag R (RFC 5847 section 3.3). */
export const heartbeatKinds = registry({ 0: 'request', 1: 'response' })

/** Status of an IPv4 Home Address Reply option (RFC 5844 section 3.3.2). */
export const ipv4HomeAddressStatuses = registry({
  0: 'success',
  128: 'failure, reason unspecified',
  129: 'administratively prohibited',
  130: 'incorrect IPv4 home address',
  131: 'invalid IPv4 address',
  132: 'dynamic IPv4 home address assignment not available',
})

/** Status of a Flow Identification option (RFC 6089 section 4.2). */
export const flowStatuses = registry({
  0: 'success',
  128: 'administratively prohibited',
  129: 'rejected, reason unspecified',
  130: 'option malformed',
  131: 'BID not found',
  132: 'FID not found',
  133: 'traffic selector format not supported',
})

/** Status of an Update Notification Acknowledgement (RFC 7077, 7222, 7864). */
export const updateNotificationStatuses = registry({
  0: 'success',
  128: 'failed to update session parameters',
  129: 'missing vendor-specific option',
  130: 'cannot meet QoS service request',
  131: 'reason unspecified',
  132: 'mobile node not attached',
})

/** Addresses every MAG may use on its access links (RFC 6543 section 1). */
export const magLinkAddresses = {
  linkLayer: '00-00-5E-00-52-13',
  linkLocal: 'fe80::200:5eff:fe00:5213',
} as const
