import type { Packet, Run } from '../model/index.js'
import { buildIPv6, pcapngHeader, pcapngPacket } from '../wire/index.js'
import { writeAtomically } from './atomic.js'

const RAW_IP = 101
const NS_PER_MS = 1_000_000

/**
 * The run as a capture file: each packet of the journal, in order, so that frame numbers are those of the reports.
 * It is written from the octets that the sockets saw; the IPv6 header of a received packet is drawn up again, since a
 * raw socket does not deliver it, and the file says so.
 */
export function captureOctets(run: Run): Uint8Array {
  const interfaces = [...new Set(run.packets.map((p) => p.path))]
  const start = BigInt(Date.parse(run.info.started)) * BigInt(NS_PER_MS)
  const parts = [
    pcapngHeader(
      interfaces.map((name) => ({ name, linkType: RAW_IP })),
      {
        application: `${run.info.tool} ${run.info.version}`,
        comment:
          'Written from the journal of the run. IPv6 headers of received packets are reconstructed (hop limit 64).',
      },
    ),
    ...run.packets.map((packet) =>
      pcapngPacket({
        interface: interfaces.indexOf(packet.path),
        timestampNs: start + BigInt(Math.round(packet.at * NS_PER_MS)),
        octets: datagram(packet),
        ...commentOf(packet),
      }),
    ),
  ]
  return Buffer.concat(parts)
}

export function writeCapture(run: Run, file: string): Promise<void> {
  return writeAtomically(file, captureOctets(run))
}

function datagram(packet: Packet): Uint8Array {
  return buildIPv6({
    source: packet.source,
    destination: packet.destination,
    nextHeader: packet.protocol,
    payload: Buffer.from(packet.octets, 'hex'),
  })
}

function commentOf({ case: id, attempt, step }: Packet): { readonly comment?: string } {
  const words = [id, attempt !== undefined && attempt > 1 ? `attempt ${attempt}` : undefined, step]
  const comment = words.filter((word) => word !== undefined).join(': ')
  return comment === '' ? {} : { comment }
}
