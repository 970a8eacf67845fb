import type { Packet, Run } from '../../model/index.js'

const NS_PER_MS = 1_000_000

/**
 * The packets with the times they were on the wire, as Wireshark shows them, counted from where the run counts. What a
 * program takes for the time of sending may, on a busy host, be far before it; the picture must not show two packets
 * the wrong way round.
 */
export function atWireTimes({ packets, captured }: Pick<Run, 'packets' | 'captured'>): readonly Packet[] {
  const first = captured.find(({ wire, packet }) => wire !== undefined && packet !== undefined)
  if (first?.packet === undefined) return packets
  const { at } = first.packet
  const times = new Map(
    captured.flatMap(({ packet, timeNs }) =>
      packet === undefined
        ? []
        : [[packet.frame, Math.max(0, at + Number(timeNs - first.timeNs) / NS_PER_MS)] as const],
    ),
  )
  return packets.map((packet) => ({ ...packet, at: times.get(packet.frame) ?? packet.at }))
}
