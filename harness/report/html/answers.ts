import type { Packet } from '../../model/index.js'
import type { exchangeOf } from './label.js'

export interface Read {
  readonly packet: Packet
  readonly exchange: ReturnType<typeof exchangeOf>
}

/**
 * For each request the frame of its answer: the next one the other way in the same case and on the same path with its
 * sequence number, or, when an answer has a number nobody used, the latest request still open there. An answer that
 * belongs to no case (it came late) is that of the latest request with its number on its path. 0: none was seen.
 * Frames that are no request are not in the map.
 */
export function answers(reads: readonly Read[]): ReadonlyMap<number, number> {
  const answered = new Map<number, number>()
  const open = new Map<string, { readonly frame: number; readonly key: string }[]>()
  const latestOf = new Map<string, number>()
  for (const { packet, exchange } of reads) {
    if (exchange === undefined) continue
    if (exchange.role === 'request') {
      const waiting = open.get(place(packet, packet.direction))
      const request = { frame: packet.frame, key: exchange.key }
      if (waiting === undefined) open.set(place(packet, packet.direction), [request])
      else waiting.push(request)
      answered.set(packet.frame, 0)
      latestOf.set(`${packet.direction} ${packet.path} ${exchange.key}`, packet.frame)
      continue
    }
    const opposite = packet.direction === 'sent' ? 'received' : 'sent'
    const from = place(packet, opposite)
    const waiting = open.get(from) ?? []
    const kind = exchange.key.split(' ')[0] ?? ''
    const same = waiting.filter((request) => request.key === exchange.key)
    const latest = waiting.findLast((request) => request.key.startsWith(kind))
    const matched = same.length > 0 ? same : latest === undefined ? [] : [latest]
    for (const { frame } of matched) answered.set(frame, packet.frame)
    const late = latestOf.get(`${opposite} ${packet.path} ${exchange.key}`)
    if (matched.length === 0 && packet.case === undefined && late !== undefined && answered.get(late) === 0)
      answered.set(late, packet.frame)
    open.set(
      from,
      waiting.filter((request) => !matched.includes(request)),
    )
  }
  return answered
}

function place(packet: Packet, direction: Packet['direction']): string {
  return `${direction} ${packet.path} ${packet.case ?? ''} ${packet.attempt ?? 0}`
}
