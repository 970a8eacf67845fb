import { formatIPv6 } from '../wire/index.js'

/** Source address of the IPv6 packet that an ICMPv6 error quotes (RFC 4443 §3), if it quotes one. */
export function quotedSource(error: Uint8Array): string | undefined {
  return error.length >= 8 + 40 ? formatIPv6(error, 8 + 8) : undefined
}

/** An ICMPv6 error that quotes a Mobility Header of ours. */
export interface QuotedError {
  readonly type: number
  readonly code: number
  /** Parameter Problem only: offset into the quoted packet. */
  readonly pointer: number
  readonly source: string
  readonly destination: string
  /** What the error quotes of our Mobility Header. */
  readonly quoted: Uint8Array
}

/** Reads an ICMPv6 error about a packet of ours with the Mobility Header right behind the IPv6 header. */
export function readError(octets: Uint8Array): QuotedError | undefined {
  if (octets.length < 48 || octets[8 + 6] !== 135) return undefined
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  return {
    type: view.getUint8(0),
    code: view.getUint8(1),
    pointer: view.getUint32(4),
    source: formatIPv6(octets, 16),
    destination: formatIPv6(octets, 32),
    quoted: octets.subarray(48),
  }
}

/** The error speaks of a host or service that is not there, rather than of what was sent. */
export function saysNobodyListens(error: Pick<QuotedError, 'type' | 'code'>): boolean {
  return error.type === 1 || (error.type === 4 && error.code === 1)
}

/** The error in words an operator can act on. */
export function describeError(error: Pick<QuotedError, 'type' | 'code' | 'pointer'>): string {
  if (error.type === 1) {
    const reason = [
      'no route',
      'administratively prohibited',
      'beyond scope',
      'address unreachable',
      'port unreachable',
    ][error.code]
    return `ICMPv6 destination unreachable (${reason ?? `code ${error.code}`})`
  }
  if (error.type === 4 && error.code === 1)
    return 'ICMPv6 parameter problem, next header 135 unrecognized: nothing listens for Mobility Headers there'
  if (error.type === 4) return `ICMPv6 parameter problem code ${error.code} at octet ${error.pointer}`
  return `ICMPv6 error type ${error.type} code ${error.code}`
}
