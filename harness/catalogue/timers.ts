/** Timers and defaults of the protocol family, by the name their RFC gives them. */
export interface ProtocolVariable {
  readonly value: number
  readonly unit: 'ms' | 'per second' | 'count' | 'flag' | '4 s'
  /** RFC and section. */
  readonly source: string
  /** Range the RFC allows, in the same unit, where it gives one. */
  readonly least?: number
  readonly most?: number
}

export const timers = {
  INITIAL_BINDACK_TIMEOUT: { value: 1_000, unit: 'ms', source: '6275 §12' },
  InitialBindackTimeoutFirstReg: { value: 1_500, unit: 'ms', source: '6275 §13' },
  MAX_BINDACK_TIMEOUT: { value: 32_000, unit: 'ms', source: '6275 §12' },
  MAX_UPDATE_RATE: { value: 3, unit: 'per second', source: '6275 §12' },
  MAX_DELETE_BCE_TIMEOUT: { value: 10_000, unit: 'ms', source: '6275 §12' },
  MinDelayBeforeBCEDelete: { value: 10_000, unit: 'ms', source: '5213 §9.1' },
  MaxDelayBeforeNewBCEAssign: { value: 1_500, unit: 'ms', source: '5213 §9.1' },
  TimestampValidityWindow: { value: 300, unit: 'ms', source: '5213 §9.1' },
  EnableMAGLocalRouting: { value: 0, unit: 'flag', source: '5213 §9.2' },
  TimestampBasedApproachInUse: { value: 1, unit: 'flag', source: '5213 §9.3' },
  MobileNodeGeneratedTimestampInUse: { value: 0, unit: 'flag', source: '5213 §9.3' },
  AcceptForcedIPv4UDPEncapsulationRequest: { value: 0, unit: 'flag', source: '5844 §5.1' },
  ForceIPv4UDPEncapsulationSupport: { value: 0, unit: 'flag', source: '5844 §5.2' },
  HEARTBEAT_INTERVAL: { value: 60_000, unit: 'ms', source: '5847 §5', least: 30_000, most: 3_600_000 },
  MISSING_HEARTBEATS_ALLOWED: { value: 3, unit: 'count', source: '5847 §5' },
  BRIMaxRetriesNumber: { value: 1, unit: 'count', source: '5846 §11' },
  InitMINDelayBRIs: { value: 1_000, unit: 'ms', source: '5846 §11', least: 500 },
  MAX_BRACK_TIMEOUT: { value: 2_000, unit: 'ms', source: '5846 §11' },
  LCMPReregistrationStartTime: { value: 10, unit: '4 s', source: '8127 §4.1' },
  LCMPInitialRetransmissionTime: { value: 1_000, unit: 'ms', source: '8127 §4.1' },
  LCMPMaximumRetransmissionTime: { value: 32_000, unit: 'ms', source: '8127 §4.1' },
  LCMPHeartbeatInterval: { value: 60_000, unit: 'ms', source: '8127 §4.1' },
  LCMPHeartbeatRetransmissionDelay: { value: 5_000, unit: 'ms', source: '8127 §4.1' },
  LCMPHeartbeatMaxRetransmissions: { value: 3, unit: 'count', source: '8127 §4.1' },
} as const satisfies Record<string, ProtocolVariable>

/** Unit of the Lifetime field of PBU and PBA, in ms (RFC 6275 section 6.1.7). */
export const lifetimeUnit = 4_000

export type TimerName = keyof typeof timers
