import { statusName } from '../catalogue/index.js'
import { describeError } from '../link/index.js'
import type { Answer, Pbu } from '../roles/index.js'
import { visible } from '../wire/index.js'

/** What came back, in one phrase. Anything from the wire is escaped. */
export function wordAnswer(answer: Answer): string {
  const { reaction } = answer
  switch (reaction.kind) {
    case 'acknowledgement': {
      const mmb = answer.multipath
      const options =
        mmb === undefined
          ? 'without MAG Multipath Binding option'
          : `with MAG Multipath Binding option (BID ${mmb.bid})`
      return `PBA with status ${statusName(reaction.pba.status)}, lifetime ${reaction.pba.lifetime}, ${options}, after ${ms(reaction.after)}`
    }
    case 'binding-error':
      return `Binding Error with status ${reaction.message.status}, after ${ms(reaction.after)}`
    case 'icmp-error':
      return `${describeError(reaction.error)}, after ${ms(reaction.after)}`
    case 'silence':
      return `silence: ${reaction.proof}`
  }
}

/** A PBU of the device in one phrase. Anything from the wire is escaped. */
export function wordPbu(pbu: Pbu): string {
  const what = pbu.isDeregistration ? 'de-registration' : pbu.isRefresh ? 'refresh' : 'registration'
  const mmb = pbu.multipath
  const options =
    mmb === undefined
      ? 'without MAG Multipath Binding option'
      : `with MAG Multipath Binding option (BID ${mmb.bid})`
  const handoff = pbu.handoffIndicator ?? 'none'
  return `PBU on ${visible(pbu.path)}: ${what}, lifetime ${pbu.lifetime}, handoff indicator ${handoff}, ${options}`
}

export function wordValue(value: unknown): string {
  if (typeof value === 'bigint') return `0x${value.toString(16).padStart(16, '0')}`
  if (value instanceof Uint8Array) return value.length === 0 ? 'no octets' : hex(value)
  if (value === undefined || value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordValue).join(', ')
  return visible(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
}

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex')
}

function ms(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}
