import { tryCapture } from '../../link/index.js'
import type { CaptureState, Profile } from '../../model/index.js'
import { addressesOf, targetsOf } from '../tap.js'
import { type Check, ok, warn } from './check.js'
import type { Tools } from './examine.js'

/** Will `capture.pcapng` hold what was on the wire? A run is as good without; only its packets are told second-hand. */
export async function checkCapture(
  profile: Profile,
  broken: ReadonlySet<string>,
  { clock }: Pick<Tools, 'clock'>,
): Promise<Check | undefined> {
  const targets = targetsOf(profile).filter((target) => !broken.has(target.interface))
  if (targets.length === 0) return undefined // where there is no interface there is nothing to capture
  return wordCapture(await tryCapture(targets, addressesOf(profile), clock))
}

export function wordCapture(states: readonly CaptureState[]): Check {
  const about = 'capture'
  const begun = states.filter(({ kind }) => kind === 'begun')
  const not = states.filter(({ kind }) => kind !== 'begun')
  const by = begun.map(({ interface: on, message }) => `${message} on ${on}`).join(', ')
  if (not.length === 0) return ok(about, `is taken from the wire: ${by}`)
  const why = not.map(({ interface: on, message }) => `${on}: ${message}`).join('; ')
  const rest = begun.length === 0 ? '' : `; from the wire: ${by}`
  return warn(about, `is written from the journal: ${why}${rest}`, FIX)
}

const FIX =
  'apt-get install tcpdump, for root; for anybody else dumpcap (apt-get install wireshark-common) and the right to capture (dpkg-reconfigure wireshark-common, then the group wireshark)'
