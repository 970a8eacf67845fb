declare module 'raw-socket' {
  import type { EventEmitter } from 'node:events'

  export interface SocketOptions {
    readonly addressFamily: number
    readonly protocol: number
    /** Octets of the one receive buffer that every message is a slice of. */
    readonly bufferSize?: number
  }

  export interface Socket extends EventEmitter {
    send(
      buffer: Buffer,
      offset: number,
      length: number,
      address: string,
      afterCallback: (error: Error | null, octets: number) => void,
    ): Socket
    setOption(level: number, option: number, value: number | Buffer, length?: number): void
    close(): Socket
    on(event: 'message', listener: (buffer: Buffer, source: string) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'close', listener: () => void): this
  }

  const raw: {
    createSocket(options: SocketOptions): Socket
    readonly AddressFamily: { readonly IPv4: number; readonly IPv6: number }
    readonly SocketLevel: Readonly<Record<'SOL_SOCKET' | 'IPPROTO_IP' | 'IPPROTO_IPV6', number>>
  }
  export default raw
}
