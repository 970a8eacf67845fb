import { AcknowledgementFlag, type DecodedMessage, HeartbeatFlag, UpdateFlag } from '../../wire/index.js'

/** A message in as few words as an arrow bears: `PBU seq 12 BID 1`, `PBA 0 BID 1`. */
export function label(message: DecodedMessage): string {
  switch (message.kind) {
    case 'binding-update': {
      const name = message.flags & UpdateFlag.P ? 'PBU' : 'BU'
      return `${name} seq ${message.sequence}${message.lifetime === 0 ? ' life 0' : ''}${bids(message)}`
    }
    case 'binding-acknowledgement': {
      const name = message.flags & AcknowledgementFlag.P ? 'PBA' : 'BA'
      return `${name} ${message.status}${message.lifetime === 0 ? ' life 0' : ''}${bids(message)}`
    }
    case 'heartbeat':
      return `Heartbeat ${message.flags & HeartbeatFlag.R ? 'response' : 'request'} seq ${message.sequence}`
    case 'binding-error':
      return `Binding Error ${message.status}`
    case 'binding-revocation-indication':
      return `BRI seq ${message.sequence} trigger ${message.trigger}`
    case 'binding-revocation-acknowledgement':
      return `BRA ${message.status} seq ${message.sequence}`
    case 'binding-refresh-request':
      return 'Binding Refresh Request'
    case 'unknown':
      return `MH type ${message.type}`
  }
}

function bids(message: DecodedMessage): string {
  const found = message.options.flatMap((option) =>
    option.kind === 'mag-multipath-binding'
      ? [String(option.bid)]
      : option.kind === 'malformed' && option.of === 'mag-multipath-binding'
        ? ['?']
        : [],
  )
  return found.length === 0 ? '' : ` BID ${found.join(',')}`
}

/** What the numbers of a field mean where the message format itself says it; '' for all others. */
export function gloss(message: DecodedMessage, path: string): string {
  if (message.kind === 'binding-update' && path === 'flags') return flagNames(message.flags, UpdateFlag)
  if (message.kind === 'binding-acknowledgement' && path === 'flags')
    return flagNames(message.flags, AcknowledgementFlag)
  if (message.kind === 'heartbeat' && path === 'flags') return flagNames(message.flags, HeartbeatFlag)
  if ('lifetime' in message && path === 'lifetime') return ` (${message.lifetime * 4} s)`
  return ''
}

function flagNames(flags: number, names: Readonly<Record<string, number>>): string {
  const set = Object.entries(names).flatMap(([name, mask]) => (flags & mask ? [name] : []))
  return set.length === 0 ? ' (none)' : ` (${set.join(' ')})`
}

/** Which request and which answer belong together; undefined for a message that is neither. */
export function exchangeOf(
  message: DecodedMessage,
): { readonly role: 'request' | 'answer'; readonly key: string } | undefined {
  switch (message.kind) {
    case 'binding-update':
      return { role: 'request', key: `binding ${message.sequence}` }
    case 'binding-acknowledgement':
      return { role: 'answer', key: `binding ${message.sequence}` }
    case 'heartbeat':
      return {
        role: message.flags & HeartbeatFlag.R ? 'answer' : 'request',
        key: `heartbeat ${message.sequence}`,
      }
    case 'binding-revocation-indication':
      return { role: 'request', key: `revocation ${message.sequence}` }
    case 'binding-revocation-acknowledgement':
      return { role: 'answer', key: `revocation ${message.sequence}` }
    default:
      return undefined
  }
}
