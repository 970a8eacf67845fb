import type { MagPair } from './pair.js'

/** For each standing rule a defect of the reference MAG that it must find, mostly in the messages of calibration. */
export const pairs: Readonly<Record<string, MagPair>> = {
  // RFC 6275
  'MAG-6275-MH-01': 'payload-proto-6',
  'MAG-6275-MH-02': 'header-length-too-long',
  'MAG-6275-MH-03': 'header-reserved-set',
  'MAG-6275-MH-04': 'checksum-wrong-in-deregistration',
  'MAG-6275-MH-05': 'last-option-overruns',
  'MAG-6275-MH-06': { defect: 'binding-error-reserved-set', with: ['MAG-6275-HEADER-07'] },
  'MAG-6275-IPV6-01': 'repeated-with-home-address',
  'MAG-6275-PAD-01': 'options-not-aligned',
  'MAG-6275-PAD-02': 'padding-not-zero',
  'MAG-6275-PBU-01': 'reserved-flags-set',

  // RFC 5213: formats of options
  'MAG-5213-FORM-01': 'prefix-reserved-set',
  'MAG-5213-FORM-02': 'handoff-indicator-reserved-set',
  'MAG-5213-FORM-03': 'access-technology-length-3',
  'MAG-5213-FORM-04': 'link-layer-identifier-reserved-set',
  'MAG-5213-FORM-05': { defect: 'link-layer-identifier-not-aligned', warns: true },
  'MAG-5213-FORM-06': 'link-local-address-is-global',
  'MAG-5213-FORM-07': 'timestamp-length-4',

  // RFC 5213: the update
  'MAG-5213-PBU-01': 'a-flag-clear',
  'MAG-5213-PBU-02': 'handoff-indicator-omitted',
  'MAG-5213-PBU-03': { defect: 'foreign-alternate-coa', warns: true },
  'MAG-5213-PBU-04': 'handoff-indicator-twice',
  'MAG-5213-PBU-05': 'all-zero-prefix-twice',
  'MAG-5213-PBU-06': 'timestamp-omitted-in-deregistration',
  'MAG-5213-PBU-07': 'link-layer-identifier-all-zero',
  'MAG-5213-PBU-08': 'access-technology-omitted',
  'MAG-5213-PBU-09': 'handoff-indicator-0',
  'MAG-5213-PBU-10': 'handoff-indicator-not-4-in-deregistration',

  'MAG-5213-PBU-11': 'link-local-address-beside-fixed',
  'MAG-5213-PBU-12': {
    defect: 'link-local-address-omitted',
    warns: true,
    behaviours: ['link-local-address=asked'],
  },
  'MAG-5094-FORM-01': 'vendor-option-length-4',
  'MAG-5149-PBU-01': 'two-service-selections',

  // RFC 8278
  'MAG-8278-PBUMMB-01': 'mmb-length-4',
  'MAG-8278-PBUMMB-02': 'mmb-of-other-type',
  'MAG-8278-PBUMMB-03': { defect: 'mmb-access-technology-zero', warns: true },
  'MAG-8278-PBUMMB-04': 'mmb-reserved-bits-set',
  'MAG-8278-PBUMMB-05': { defect: 'mmb-not-aligned', edition: 'draft-06', warns: true },
  'MAG-8278-PBUMMB-06': 'bid-0',
  'MAG-8278-PBUMMB-07': 'both-flags-set',
  'MAG-8278-PBUMMB-08': 'overwrite-in-deregistration',
  'MAG-8278-PBUMMB-09': 'wrong-label',
  'MAG-8278-PBUMMB-10': 'mag-identifier-omitted',
  'MAG-8278-PBUMMB-11': { defect: 'mmb-in-heartbeat', with: ['MAG-5847-HEARTBEAT-01'], warns: true },
  'MAG-8278-PBUID-01': 'mag-identifier-length-too-short',
  'MAG-8278-PBUID-02': 'mag-identifier-reserved-set',
  'MAG-8278-PBUID-03': 'mag-identifier-subtype-0',
  'MAG-8278-PBUID-04': 'mag-identifier-of-wrong-form',
  'MAG-8278-PBUID-05': 'mag-identifier-of-other-type',
  'MAG-8278-PBUID-06': {
    defect: 'mag-identifier-in-heartbeat',
    with: ['MAG-5847-HEARTBEAT-01'],
    warns: true,
  },
}
