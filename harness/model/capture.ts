/** A frame as it was captured on an interface of ours. */
export interface WireFrame {
  /** Nanoseconds since 1970, in decimal digits. */
  readonly time: string
  readonly interface: string
  /** Link type, as capture files number them. */
  readonly link: number
  /** The frame from its link-layer header on, lower-case hex. */
  readonly octets: string
  /** Octets it had on the wire, when it was cut off. */
  readonly length?: number
}

/** What became of the capture from the wire, each time that something did. */
export interface CaptureState {
  /** `begun`: captured from now on; `ended`, before it begun or later: not any more; `dropped`: the kernel lost packets. */
  readonly kind: 'begun' | 'ended' | 'dropped'
  readonly interface: string
  /** Paths, as packets name them, that use the interface. */
  readonly paths: readonly string[]
  /** Of `begun` the program that captures; else one clause that says what happened. */
  readonly message: string
}
