/** An address of ours and the interface its packets leave by: a proxy care-of address, or an LMAA of ours. */
export interface Endpoint {
  readonly name: string
  readonly interface: string
  readonly address: string
  /** It is none of the paths: a MAG that is not authorised, or one that only cases about Heartbeats use. */
  readonly beside?: 'foreign-mag' | 'heartbeat-mag'
  /** The address may be on any interface of this host: an LMAA that packets reach over several. */
  readonly anywhere?: true
}

/** A packet that came in for one of our endpoints. */
export interface Received {
  /** Milliseconds on the link's clock. */
  readonly at: number
  readonly endpoint: Endpoint
  /** Interface it came in on, when known; it may differ from the endpoint's. */
  readonly interface: string | undefined
  readonly source: string
  /** 135 Mobility Header, 58 ICMPv6 error. */
  readonly protocol: number
  readonly octets: Uint8Array
}

export interface SendOptions {
  /** IPv6 source when it is not the endpoint's own. */
  readonly source?: string
  readonly hopLimit?: number
}

/**
 * How octets travel. One implementation per transport: raw IPv6 now; IPv4/UDP port 5436 (RFC 5844 §4) is another
 * class with this face.
 */
export interface Link {
  readonly endpoints: readonly Endpoint[]
  /** Sends one Mobility Header. Rejects with a {@link LinkError} when the host refuses to send it. */
  send(from: Endpoint, destination: string, octets: Uint8Array, options?: SendOptions): Promise<void>
  /**
   * One listener, called for every packet; an exception in it is reported to `onFault`, never lost. A packet whose
   * checksum fits no address of this host is none that a node would take: it goes to `onCorrupt` alone, with an
   * endpoint that is only a guess.
   */
  listen(
    listener: (packet: Received) => void,
    onFault: (error: unknown) => void,
    onCorrupt?: (packet: Received) => void,
  ): void
  close(): Promise<void>
}

/** The lab's fault: no right, no interface, no route. The message is one sentence that says what to do. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
  constructor(
    readonly kind: 'privilege' | 'interface' | 'address' | 'route' | 'system',
    message: string,
  ) {
    super(message)
  }
}

/** Why a raw socket could not be opened. */
export function openingError(error: unknown): LinkError {
  const text = error instanceof Error ? error.message : String(error)
  if (/not permitted|EPERM|EACCES/i.test(text))
    return new LinkError(
      'privilege',
      'raw sockets are not permitted to this user: run as root, or grant the capability (see "Privileges" in the README): sudo setcap cap_net_raw,cap_net_admin+ep "$(readlink -f "$(command -v node)")"',
    )
  return new LinkError('system', `a raw IPv6 socket could not be opened: ${text}`)
}
