import type { CaptureEntry, Packet, Run } from '../model/index.js'
import { buildIPv6, type CaptureInterface, LinkType, pcapngHeader, pcapngPacket } from '../wire/index.js'
import { writeAtomically } from './atomic.js'
import { captureText } from './capture-text.js'
import { oneLine } from './text.js'

/**
 * The run as a capture file: what was on the wire as it was, and the packets of the journal that were not captured,
 * in order, so that frame numbers are those of the reports. The IPv6 header of a packet from the journal is drawn up
 * again when it was received, since a raw socket does not deliver it; its comment says where it is from.
 */
export function captureOctets(run: Run): Uint8Array {
  const interfaces = new Interfaces()
  const packets = run.captured.map((entry) =>
    pcapngPacket({
      interface: interfaces.numberOf(entry),
      timestampNs: entry.timeNs,
      octets: octetsOf(entry),
      ...(entry.wire?.length !== undefined && { originalLength: entry.wire.length }),
      ...commentOf(entry),
    }),
  )
  const about = { application: `${run.info.tool} ${run.info.version}`, comment: captureText(run) }
  return Buffer.concat([pcapngHeader(interfaces.all, about), ...packets])
}

export function writeCapture(run: Run, file: string): Promise<void> {
  return writeAtomically(file, captureOctets(run))
}

/** Each interface with each of its link types; packets of the journal have no link, so their paths are beside them. */
class Interfaces {
  readonly #numbers = new Map<string, number>()
  readonly all: CaptureInterface[] = []

  numberOf({ wire, packet }: CaptureEntry): number {
    const name = oneLine(wire?.interface ?? packet?.path ?? '')
    const linkType = wire?.link ?? LinkType.raw
    const key = `${wire === undefined} ${linkType} ${name}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.all.length)
    const description = wire === undefined ? 'packets from the journal' : 'captured'
    return this.all.push({ name, linkType, description }) - 1
  }
}

function octetsOf({ wire, packet }: CaptureEntry): Uint8Array {
  if (wire !== undefined) return Buffer.from(wire.octets, 'hex')
  return packet === undefined ? new Uint8Array() : datagram(packet)
}

function datagram(packet: Packet): Uint8Array {
  return buildIPv6({
    source: packet.source,
    destination: packet.destination,
    nextHeader: packet.protocol,
    payload: Buffer.from(packet.octets, 'hex'),
  })
}

function commentOf({ wire, packet }: CaptureEntry): { readonly comment?: string } {
  const { case: id, attempt, step } = packet ?? {}
  const words = [
    id,
    attempt !== undefined && attempt > 1 ? `attempt ${attempt}` : undefined,
    step,
    wire === undefined ? 'from the journal' : undefined,
  ]
  const comment = words.filter((word) => word !== undefined).join(': ')
  return comment === '' ? {} : { comment: oneLine(comment) }
}
