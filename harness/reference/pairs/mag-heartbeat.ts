import type { MagPair } from './pair.js'

/** For each case and rule of RFC 5847 and of RFC 6275's error messages a defect of the reference MAG that it must find. */
export const pairs: Readonly<Record<string, MagPair>> = {
  'MAG-5847-HEARTBEAT-08': { defect: 'unknown-type-unanswered', behaviours: ['heartbeats=unknown'] },
  'MAG-5847-HEARTBEAT-09': { defect: 'heartbeat-interval-halved', warns: true },
  'MAG-5847-HEARTBEAT-10': { defect: 'heartbeat-without-binding', warns: true, full: true },
  'MAG-5847-HEARTBEAT-11': { defect: 'heartbeat-gives-up-after-one', full: true },
  'MAG-5847-HEARTBEAT-12': { defect: 'heartbeat-missing-count-not-reset', full: true },
  'MAG-5847-HEARTBEAT-16': { defect: 'heartbeat-stray-response-answered', warns: true },
  'MAG-5847-HEARTBEAT-13': 'heartbeat-counter-taken-for-restart',
  'MAG-5847-HEARTBEAT-15': { defect: 'heartbeat-interval-halved', factory: true, full: true, warns: true },
  'MAG-5847-HEARTBEAT-14': { defect: 'heartbeat-after-binding-error', full: true },
  'MAG-5213-HANDOVER-01': 'handoff-indicator-3',
  'MAG-5213-HANDOVER-02': 'handoff-indicator-2',
  'MAG-5213-TIME-01': 'timestamp-epoch-1900',
  'MAG-6275-ERROR-01': { defect: 'binding-error-unlimited', warns: true },

  'MAG-5847-RESTART-01': 'restart-counter-stands-still',
  'MAG-5847-RESTART-02': { defect: 'restart-counter-falls', warns: true },
  'MAG-5847-FORM-01': { defect: 'heartbeat-reserved-bits-set', with: ['MAG-5847-HEARTBEAT-01'] },
  'MAG-5847-FORM-02': { defect: 'heartbeat-restart-counter-in-request', with: ['MAG-5847-HEARTBEAT-09'] },
}
