/**
 * Status codes of (Proxy) Binding Acknowledgements: one IANA registry, 0 to 180 so far. Below 128 accepts, 128 and
 * above rejects (RFC 6275 section 6.1.8, RFC 5213 section 8.2), also where the value is unknown.
 */

/**
 * May an LMA of Proxy Mobile IPv6 send it? `must` and `should`: some text orders or advises it in some case.
 * `no`: Mobile IPv6 only, suspicious in a PBA though not illegal.
 */
export type InPba = 'must' | 'may' | 'should' | 'no' | 'unassigned'

export interface StatusCode {
  readonly name: string
  /** Defining RFC (and section), `-` where the value is unassigned. */
  readonly rfc: string
  readonly inPba: InPba
}

/** The codes by the name their RFC gives them; those with a sentence for a name have one of ours. */
export const Status = {
  ACCEPTED: 0,
  ACCEPTED_PREFIX_DISCOVERY_NECESSARY: 1,
  GRE_KEY_OPTION_NOT_REQUIRED: 2,
  GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED: 3,
  MCOA_NOTCOMPLETE: 4,
  MCOA_RETURNHOME_WO_NDP: 5,
  PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH: 6,
  REASON_UNSPECIFIED: 128,
  ADMINISTRATIVELY_PROHIBITED: 129,
  INSUFFICIENT_RESOURCES: 130,
  HOME_REGISTRATION_NOT_SUPPORTED: 131,
  NOT_HOME_SUBNET: 132,
  NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE: 133,
  DUPLICATE_ADDRESS_DETECTION_FAILED: 134,
  SEQUENCE_NUMBER_OUT_OF_WINDOW: 135,
  EXPIRED_HOME_NONCE_INDEX: 136,
  EXPIRED_CARE_OF_NONCE_INDEX: 137,
  EXPIRED_NONCES: 138,
  REGISTRATION_TYPE_CHANGE_DISALLOWED: 139,
  MOBILE_ROUTER_OPERATION_NOT_PERMITTED: 140,
  INVALID_PREFIX: 141,
  NOT_AUTHORIZED_FOR_PREFIX: 142,
  FORWARDING_SETUP_FAILED: 143,
  MIPV6_ID_MISMATCH: 144,
  MIPV6_MESG_ID_REQD: 145,
  MIPV6_AUTH_FAIL: 146,
  PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE: 147,
  CGA_AND_SIGNATURE_VERIFICATION_FAILED: 148,
  PERMANENT_HOME_KEYGEN_TOKEN_EXISTS: 149,
  NON_NULL_HOME_NONCE_INDEX_EXPECTED: 150,
  SERVICE_AUTHORIZATION_FAILED: 151,
  PROXY_REG_NOT_ENABLED: 152,
  NOT_LMA_FOR_THIS_MOBILE_NODE: 153,
  MAG_NOT_AUTHORIZED_FOR_PROXY_REG: 154,
  NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX: 155,
  TIMESTAMP_MISMATCH: 156,
  TIMESTAMP_LOWER_THAN_PREV_ACCEPTED: 157,
  MISSING_HOME_NETWORK_PREFIX_OPTION: 158,
  BCE_PBU_PREFIX_SET_DO_NOT_MATCH: 159,
  MISSING_MN_IDENTIFIER_OPTION: 160,
  MISSING_HANDOFF_INDICATOR_OPTION: 161,
  MISSING_ACCESS_TECH_TYPE_OPTION: 162,
  GRE_KEY_OPTION_REQUIRED: 163,
  MCOA_MALFORMED: 164,
  MCOA_NON_MCOA_BINDING_EXISTS: 165,
  MCOA_PROHIBITED: 166,
  MCOA_UNKNOWN_COA: 167,
  MCOA_BULK_REGISTRATION_PROHIBITED: 168,
  MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED: 169,
  NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE: 170,
  NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS: 171,
  NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE: 172,
  MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED: 173,
  INVALID_CARE_OF_ADDRESS: 174,
  INVALID_MOBILE_NODE_GROUP_IDENTIFIER: 175,
  REINIT_SA_WITH_HAC: 176,
  NOT_AUTHORIZED_FOR_DELEGATED_MNP: 177,
  REQUESTED_DMNP_IN_USE: 178,
  CANNOT_MEET_QOS_SERVICE_REQUEST: 179,
  CANNOT_SUPPORT_MULTIPATH_BINDING: 180,
} as const

export type StatusName = keyof typeof Status

type Row = readonly [rfc: string, inPba: InPba]

const mipv6: Row = ['6275 §6.1.8', 'no']
const multipleCareOf: Row = ['5648 §4.4', 'no']

/** Where each code is defined, and whether it belongs into a PBA. */
const origin: Readonly<Record<StatusName, Row>> = {
  ACCEPTED: ['6275 §6.1.8, 5213 §8.9', 'must'],
  ACCEPTED_PREFIX_DISCOVERY_NECESSARY: mipv6,
  GRE_KEY_OPTION_NOT_REQUIRED: ['5845 §6.4', 'should'],
  GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED: ['5845 §6.4', 'must'],
  MCOA_NOTCOMPLETE: multipleCareOf,
  MCOA_RETURNHOME_WO_NDP: multipleCareOf,
  PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH: ['6058', 'may'],
  // Ordered in one case each (RFC 8127 section 5.1, RFC 5844 section 4.1.3.1), free in all others.
  REASON_UNSPECIFIED: ['6275 §6.1.8, 5213 §8.9', 'must'],
  ADMINISTRATIVELY_PROHIBITED: ['6275 §6.1.8, 5213 §8.9', 'must'],
  INSUFFICIENT_RESOURCES: ['6275 §6.1.8, 5213 §8.9', 'must'],
  HOME_REGISTRATION_NOT_SUPPORTED: mipv6,
  NOT_HOME_SUBNET: mipv6,
  NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE: mipv6,
  DUPLICATE_ADDRESS_DETECTION_FAILED: mipv6,
  SEQUENCE_NUMBER_OUT_OF_WINDOW: ['6275 §9.5.1', 'must'],
  EXPIRED_HOME_NONCE_INDEX: mipv6,
  EXPIRED_CARE_OF_NONCE_INDEX: mipv6,
  EXPIRED_NONCES: mipv6,
  REGISTRATION_TYPE_CHANGE_DISALLOWED: ['6275 §9.5.1', 'may'],
  MOBILE_ROUTER_OPERATION_NOT_PERMITTED: ['3963 §4.2', 'no'],
  INVALID_PREFIX: ['3963 §4.2', 'no'],
  NOT_AUTHORIZED_FOR_PREFIX: ['3963 §4.2', 'no'],
  FORWARDING_SETUP_FAILED: ['3963 §4.2', 'no'],
  MIPV6_ID_MISMATCH: ['4285', 'no'],
  MIPV6_MESG_ID_REQD: ['4285', 'no'],
  MIPV6_AUTH_FAIL: ['4285', 'no'],
  PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE: ['4866', 'no'],
  CGA_AND_SIGNATURE_VERIFICATION_FAILED: ['4866', 'no'],
  PERMANENT_HOME_KEYGEN_TOKEN_EXISTS: ['4866', 'no'],
  NON_NULL_HOME_NONCE_INDEX_EXPECTED: ['4866', 'no'],
  SERVICE_AUTHORIZATION_FAILED: ['5149 §4.2', 'must'],
  PROXY_REG_NOT_ENABLED: ['5213 §5.3.1', 'must'],
  NOT_LMA_FOR_THIS_MOBILE_NODE: ['5213 §5.3.1', 'must'],
  MAG_NOT_AUTHORIZED_FOR_PROXY_REG: ['5213 §5.3.1', 'must'],
  NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX: ['5213 §5.3.2, §5.4.1.1', 'must'],
  TIMESTAMP_MISMATCH: ['5213 §5.5', 'must'],
  TIMESTAMP_LOWER_THAN_PREV_ACCEPTED: ['5213 §5.5', 'must'],
  MISSING_HOME_NETWORK_PREFIX_OPTION: ['5213 §5.3.1', 'must'],
  BCE_PBU_PREFIX_SET_DO_NOT_MATCH: ['5213 §5.4.1.1', 'must'],
  MISSING_MN_IDENTIFIER_OPTION: ['5213 §5.3.1', 'must'],
  MISSING_HANDOFF_INDICATOR_OPTION: ['5213 §5.3.1', 'must'],
  MISSING_ACCESS_TECH_TYPE_OPTION: ['5213 §5.3.1', 'must'],
  GRE_KEY_OPTION_REQUIRED: ['5845 §5.2', 'must'],
  MCOA_MALFORMED: multipleCareOf,
  MCOA_NON_MCOA_BINDING_EXISTS: multipleCareOf,
  MCOA_PROHIBITED: multipleCareOf,
  MCOA_UNKNOWN_COA: multipleCareOf,
  MCOA_BULK_REGISTRATION_PROHIBITED: multipleCareOf,
  MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED: multipleCareOf,
  NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE: ['5844 §3.1.2.1', 'must'],
  NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS: ['5844 §3.1.2.2', 'must'],
  NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE: ['5844 §3.1.2.1', 'must'],
  MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED: ['5844 §3.1.2.1', 'must'],
  INVALID_CARE_OF_ADDRESS: ['6275 §6.1.8', 'may'],
  INVALID_MOBILE_NODE_GROUP_IDENTIFIER: ['6602', 'may'],
  REINIT_SA_WITH_HAC: ['6618', 'no'],
  NOT_AUTHORIZED_FOR_DELEGATED_MNP: ['7148 §4.2', 'may'],
  REQUESTED_DMNP_IN_USE: ['7148 §4.2', 'must'],
  CANNOT_MEET_QOS_SERVICE_REQUEST: ['7222', 'may'],
  CANNOT_SUPPORT_MULTIPATH_BINDING: ['8278 §4.3', 'should'],
}

const assigned: ReadonlyMap<number, StatusCode> = new Map(
  (Object.keys(Status) as StatusName[]).map((name) => {
    const [rfc, inPba] = origin[name]
    return [Status[name], { name, rfc, inPba }]
  }),
)

/** The highest code assigned so far. */
export const lastAssignedStatus = Status.CANNOT_SUPPORT_MULTIPATH_BINDING

/** Any value has an entry; those without an assignment are called so. */
export function statusCode(value: number): StatusCode {
  return assigned.get(value) ?? { name: 'unassigned', rfc: '-', inPba: 'unassigned' }
}

/** All codes from 0 to the last assigned, unassigned ones included; the index is the code. */
export const statusCodes: readonly StatusCode[] = Array.from({ length: lastAssignedStatus + 1 }, (_, value) =>
  statusCode(value),
)

/** `NOT_LMA_FOR_THIS_MOBILE_NODE (153)`. */
export function statusName(value: number): string {
  return `${statusCode(value).name} (${value})`
}

/** Below 128 (RFC 5213 section 8.2; "greater than 128" in section 8.9 is loose wording, 128 rejects). */
export function isAccepted(value: number): boolean {
  return value < 128
}
