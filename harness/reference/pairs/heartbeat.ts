import type { Pair } from './pair.js'

/** For each case and rule of RFC 5847 and of RFC 6275's error messages a defect of the reference LMA that it must find. */
export const pairs: Readonly<Record<string, Pair>> = {
  'LMA-5847-HEARTBEAT-17': 'bad-checksum-accepted',
  'LMA-5847-HEARTBEAT-01': 'heartbeat-u-flag-set',
  'LMA-5847-HEARTBEAT-02': 'heartbeat-sequence-not-copied',
  'LMA-5847-HEARTBEAT-03': { defect: 'heartbeat-restart-counter-omitted', warns: true },
  'LMA-5847-HEARTBEAT-04': 'heartbeat-counter-rises',
  'LMA-5847-HEARTBEAT-05': 'heartbeat-with-option-unanswered',
  'LMA-5847-HEARTBEAT-06': 'heartbeat-reserved-bits-not-ignored',
  'LMA-5847-HEARTBEAT-07': { defect: 'heartbeat-unsolicited-answered', warns: true },
  'LMA-5847-HEARTBEAT-08': { defect: 'heartbeat-stray-response-answered', warns: true },
  'LMA-5847-HEARTBEAT-10': { defect: 'heartbeat-interval-halved', warns: true },
  'LMA-5847-HEARTBEAT-11': { defect: 'heartbeat-without-binding', warns: true },
  'LMA-5847-HEARTBEAT-12': 'heartbeat-gives-up-after-one',
  'LMA-5847-HEARTBEAT-13': 'heartbeat-missing-count-not-reset',
  'LMA-5847-HEARTBEAT-14': 'heartbeat-counter-taken-for-restart',
  'LMA-5847-HEARTBEAT-15': 'heartbeat-after-binding-error',
  'LMA-5847-HEARTBEAT-16': { defect: 'heartbeat-interval-halved', factory: true, full: true, warns: true },
  'LMA-5847-HEARTBEAT-09': { defect: 'unknown-type-unanswered', behaviours: ['heartbeats=unknown'] },

  'LMA-5847-RESTART-01': 'restart-counter-stands-still',
  'LMA-5847-RESTART-02': { defect: 'restart-counter-falls', warns: true },
  'LMA-5847-FORM-01': { defect: 'heartbeat-reserved-bits-set', with: ['LMA-5847-HEARTBEAT-01'] },
  'LMA-5847-FORM-02': { defect: 'heartbeat-restart-counter-in-request', with: ['LMA-5847-HEARTBEAT-10'] },

  'LMA-5149-SERVICE-01': 'unknown-service-accepted',

  'LMA-6275-ERROR-01': { defect: 'binding-error-unlimited', warns: true },
  'LMA-6275-HEADER-20': { defect: 'bad-checksum-accepted', warns: true },
}
