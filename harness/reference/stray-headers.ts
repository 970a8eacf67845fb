import type { Environment, OutgoingPacket } from './environment.js'

/** Both devices can have them. */
export const strayHeaderDefects = ['repeated-with-routing-header', 'repeated-with-home-address'] as const

type StrayHeaderDefect = (typeof strayHeaderDefects)[number]

/**
 * The world as a device with one of these defects uses it: each message goes out, and once more behind a header of
 * Mobile IPv6. A host without Mobile IPv6 drops that copy, so all but its headers is as with a sound device.
 */
export function withStrayCopies(
  environment: Environment,
  has: (defect: StrayHeaderDefect) => boolean,
): Environment {
  if (!strayHeaderDefects.some(has)) return environment
  return {
    ...environment,
    send: (packet) => {
      for (const each of copies(packet, has)) environment.send(each)
    },
  }
}

function copies(
  packet: OutgoingPacket,
  has: (defect: StrayHeaderDefect) => boolean,
): readonly OutgoingPacket[] {
  if (packet.protocol === 58) return [packet]
  return [
    packet,
    // The addresses of the packet itself: the checksum counts the home address, and stays right.
    ...(has('repeated-with-routing-header') ? [{ ...packet, routingHomeAddress: packet.destination }] : []),
    ...(has('repeated-with-home-address') ? [{ ...packet, homeAddress: packet.source }] : []),
  ]
}
