import type { Addresses, Message } from '../message.js'
import { type Option, option } from '../options.js'

/**
 * One message in both forms. The octets were made by a script of their own, not by this codec; their checksums were
 * computed again with scapy and their fields read with tshark.
 */
export interface Vector {
  readonly id: string
  readonly title: string
  /** Of a vector over IPv4, the UDP header in front of the message. */
  readonly udp?: string
  readonly octets: string
  readonly addresses: Addresses
  /** As a caller builds it: header fields left out, options without their place. */
  readonly message: Message
}

const PATH_1 = '2001:db8:a::1'
const PATH_2 = '2001:db8:b::1'
const LMA = '2001:db8:1::1'
const UP: Addresses = { source: PATH_1, destination: LMA }
const UP_2: Addresses = { source: PATH_2, destination: LMA }
const DOWN: Addresses = { source: LMA, destination: PATH_1 }
const IPV4: Addresses = { source: '192.0.2.10', destination: '198.51.100.1' }

const text = (value: string) => new TextEncoder().encode(value)
const padn = (size: number) => option('padn', { data: new Uint8Array(size) })
const hnp = (prefix: string, prefixLength: number) => option('home-network-prefix', { prefix, prefixLength })
const hi = (value: number) => option('handoff-indicator', { value })
const att = (value: number) => option('access-technology-type', { value })
const mmb = (accessTechnology: number, label: number, bid: number) =>
  option('mag-multipath-binding', { accessTechnology, label, bid })
/** 2025-01-01T00:00:00.5Z. */
const TIME = option('timestamp', { timestamp: 0x6774_8580_8000n })
const MN = option('mobile-node-identifier', { subtype: 1, identifier: text('mn1@example.com') })
const MAG = option('mag-identifier', { subtype: 1, identifier: text('mag1@example.com') })
const MAC = option('mobile-node-link-layer-identifier', { identifier: Uint8Array.of(2, 0, 0, 0, 0, 1) })
const bu = (sequence: number, flags: number, options: readonly Option[]): Message => ({
  kind: 'binding-update',
  sequence,
  flags,
  lifetime: 75,
  options,
})
const ba = (status: number, sequence: number, lifetime: number, options: readonly Option[]): Message => ({
  kind: 'binding-acknowledgement',
  status,
  flags: 0x20,
  sequence,
  lifetime,
  options,
})

export const VECTORS: readonly Vector[] = [
  {
    id: 'V1',
    title: 'PBU of a first path',
    octets: `
      3b 0c 05 00 db dc 00 01 82 00 00 4b 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 01 00 1b 08 00 00 67 74 85 80 80 00 08 10 01 6d
      6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d 17 02 00 01 18 02 00 04 3f 06
      08 0b 01 00 00 00 40 12 01 00 6d 61 67 31 40 65 78 61 6d 70 6c 65 2e 63
      6f 6d 01 04 00 00 00 00
    `,
    addresses: UP,
    message: bu(1, 0x8200, [hnp('::', 0), padn(0), TIME, MN, hi(1), att(4), mmb(8, 11, 1), MAG, padn(4)]),
  },
  {
    id: 'V2',
    title: 'PBA that accepts V1',
    octets: `
      3b 09 06 00 73 f5 00 20 00 01 00 4b 16 12 00 40 20 01 0d b8 01 00 00 00
      00 00 00 00 00 00 00 00 01 00 1b 08 00 00 67 74 85 80 80 00 08 10 01 6d
      6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d 17 02 00 01 18 02 00 04 3f 06
      08 0b 01 00 00 00 01 00
    `,
    addresses: DOWN,
    message: ba(0, 1, 75, [
      hnp('2001:db8:100::', 64),
      padn(0),
      TIME,
      MN,
      hi(1),
      att(4),
      mmb(8, 11, 1),
      padn(0),
    ]),
  },
  {
    id: 'V3',
    title: 'PBU of a second path',
    octets: `
      3b 0c 05 00 2f e3 00 02 82 00 00 4b 16 12 00 40 20 01 0d b8 01 00 00 00
      00 00 00 00 00 00 00 00 01 00 1b 08 00 00 67 74 85 81 00 00 08 10 01 6d
      6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d 17 02 00 01 18 02 00 04 3f 06
      04 09 02 00 00 00 40 12 01 00 6d 61 67 31 40 65 78 61 6d 70 6c 65 2e 63
      6f 6d 01 04 00 00 00 00
    `,
    addresses: UP_2,
    message: bu(2, 0x8200, [
      hnp('2001:db8:100::', 64),
      padn(0),
      option('timestamp', { timestamp: 0x6774_8581_0000n }),
      MN,
      hi(1),
      att(4),
      mmb(4, 9, 2),
      MAG,
      padn(4),
    ]),
  },
  {
    id: 'V4',
    title: 'PBA 180 to V1',
    octets: `
      3b 09 06 00 ef 38 b4 20 00 01 00 00 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 01 00 1b 08 00 00 67 74 85 80 80 00 08 10 01 6d
      6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d 17 02 00 01 18 02 00 04 3f 06
      08 0b 01 00 00 00 01 00
    `,
    addresses: DOWN,
    message: ba(180, 1, 0, [hnp('::', 0), padn(0), TIME, MN, hi(1), att(4), mmb(8, 11, 1), padn(0)]),
  },
  {
    id: 'V5r',
    title: 'PBU of one PadN only',
    octets: `
      3b 01 05 00 e0 93 00 07 82 00 00 4b 01 02 00 00
    `,
    addresses: UP,
    message: bu(7, 0x8200, [padn(2)]),
  },
  {
    id: 'V5',
    title: 'PBA 160 to it',
    octets: `
      3b 05 06 00 9c 59 a0 20 00 07 00 00 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 08 01 01 17 02 00 00 18 02 00 00 01 03 00 00 00
    `,
    addresses: DOWN,
    message: ba(160, 7, 0, [
      hnp('::', 0),
      option('mobile-node-identifier', { subtype: 1 }),
      hi(0),
      att(0),
      padn(3),
    ]),
  },
  {
    id: 'V6',
    title: 'Heartbeat request',
    octets: `
      3b 01 0d 00 5a e5 00 00 00 00 00 01 01 02 00 00
    `,
    addresses: UP,
    message: { kind: 'heartbeat', flags: 0, sequence: 1, options: [padn(2)] },
  },
  {
    id: 'V7',
    title: 'Heartbeat response with Restart Counter',
    octets: `
      3b 02 0d 00 3d d2 00 01 00 00 00 01 01 00 1c 04 00 00 00 05 01 02 00 00
    `,
    addresses: DOWN,
    message: {
      kind: 'heartbeat',
      flags: 1,
      sequence: 1,
      options: [padn(0), option('restart-counter', { counter: 5 }), padn(2)],
    },
  },
  {
    id: 'V8',
    title: 'BRI',
    octets: `
      3b 06 10 00 d7 5a 01 01 12 34 80 00 08 10 01 6d 6e 31 40 65 78 61 6d 70
      6c 65 2e 63 6f 6d 01 04 00 00 00 00 16 12 00 40 20 01 0d b8 01 00 00 00
      00 00 00 00 00 00 00 00
    `,
    addresses: DOWN,
    message: {
      kind: 'binding-revocation-indication',
      trigger: 1,
      sequence: 0x1234,
      flags: 0x8000,
      options: [MN, padn(4), hnp('2001:db8:100::', 64)],
    },
  },
  {
    id: 'V9',
    title: 'BRA to V8',
    octets: `
      3b 01 10 00 c3 b1 02 00 12 34 80 00 01 02 00 00
    `,
    addresses: UP,
    message: {
      kind: 'binding-revocation-acknowledgement',
      status: 0,
      sequence: 0x1234,
      flags: 0x8000,
      options: [padn(2)],
    },
  },
  {
    id: 'V10',
    title: 'Binding Error 2',
    octets: `
      3b 02 07 00 5f df 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
    `,
    addresses: DOWN,
    message: { kind: 'binding-error', status: 2, homeAddress: '::', options: [] },
  },
  {
    id: 'V11',
    title: 'PBU over IPv4 and UDP, with RFC 8278',
    udp: '15 3c 15 3c 00 68 85 ae',
    octets: `
      3b 0b 05 00 00 00 00 01 82 00 00 4b 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 08 10 01 6d 6e 31 40 65 78 61 6d 70 6c 65 2e 63
      6f 6d 17 02 00 01 18 02 00 04 01 00 24 06 00 00 00 00 00 00 3f 06 08 0b
      01 00 00 00 40 12 01 00 6d 61 67 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d
    `,
    addresses: IPV4,
    message: bu(1, 0x8200, [
      hnp('::', 0),
      MN,
      hi(1),
      att(4),
      padn(0),
      option('ipv4-home-address-request'),
      mmb(8, 11, 1),
      MAG,
    ]),
  },
  {
    id: 'V12',
    title: 'Binding Refresh Request',
    octets: `
      3b 00 00 00 68 f1 00 00
    `,
    addresses: DOWN,
    message: { kind: 'binding-refresh-request', options: [] },
  },
  {
    id: 'V13',
    title: 'PBU with options 3, 25 and 26',
    octets: `
      3b 0f 05 00 02 f1 00 03 82 00 00 4b 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 01 04 00 00 00 00 1a 10 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 01 00 1b 08 00 00 67 74 85 80 80 00 19 08 00 00
      02 00 00 00 00 01 08 10 01 6d 6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d
      17 02 00 01 18 02 00 04 01 04 00 00 00 00 03 10 20 01 0d b8 00 0a 00 00
      00 00 00 00 00 00 00 02
    `,
    addresses: UP,
    message: bu(3, 0x8200, [
      hnp('::', 0),
      padn(4),
      option('link-local-address'),
      padn(0),
      TIME,
      MAC,
      MN,
      hi(1),
      att(4),
      padn(4),
      option('alternate-care-of-address', { address: '2001:db8:a::2' }),
    ]),
  },
  {
    id: 'V14',
    title: 'PBA that accepts V13, two prefixes',
    octets: `
      3b 0f 06 00 41 cd 00 20 00 03 00 4b 16 12 00 40 20 01 0d b8 01 00 00 00
      00 00 00 00 00 00 00 00 01 02 00 00 16 12 00 40 20 01 0d b8 01 01 00 00
      00 00 00 00 00 00 00 00 01 04 00 00 00 00 1a 10 fe 80 00 00 00 00 00 00
      00 00 00 00 00 00 00 55 01 00 1b 08 00 00 67 74 85 80 80 00 19 08 00 00
      02 00 00 00 00 01 08 10 01 6d 6e 31 40 65 78 61 6d 70 6c 65 2e 63 6f 6d
      17 02 00 01 18 02 00 04
    `,
    addresses: DOWN,
    message: ba(0, 3, 75, [
      hnp('2001:db8:100::', 64),
      padn(2),
      hnp('2001:db8:101::', 64),
      padn(4),
      option('link-local-address', { address: 'fe80::55' }),
      padn(0),
      TIME,
      MAC,
      MN,
      hi(1),
      att(4),
    ]),
  },
  {
    id: 'V15',
    title: 'unsolicited Heartbeat response',
    octets: `
      3b 02 0d 00 3d d0 00 03 00 00 00 00 01 00 1c 04 00 00 00 06 01 02 00 00
    `,
    addresses: DOWN,
    message: {
      kind: 'heartbeat',
      flags: 3,
      sequence: 0,
      options: [padn(0), option('restart-counter', { counter: 6 }), padn(2)],
    },
  },
  {
    id: 'V16',
    title: 'PBU over IPv4 and UDP',
    udp: '15 3c 15 3c 00 50 13 03',
    octets: `
      3b 08 05 00 00 00 00 01 82 00 00 4b 16 12 00 00 00 00 00 00 00 00 00 00
      00 00 00 00 00 00 00 00 08 10 01 6d 6e 31 40 65 78 61 6d 70 6c 65 2e 63
      6f 6d 17 02 00 01 18 02 00 04 01 00 24 06 00 00 00 00 00 00 01 02 00 00
    `,
    addresses: IPV4,
    message: bu(1, 0x8200, [
      hnp('::', 0),
      MN,
      hi(1),
      att(4),
      padn(0),
      option('ipv4-home-address-request'),
      padn(2),
    ]),
  },
]
