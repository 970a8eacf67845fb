import { type Answer, expect, find, type Option } from '../../../harness/case/index.js'

/** What an answer of RFC 5213 §5.3.6 repeats of its request. */
const repeated = [
  'mobile-node-identifier',
  'handoff-indicator',
  'access-technology-type',
  'timestamp',
  'mobile-node-link-layer-identifier',
] as const

/**
 * Holds that a PBU was handled like a plain one, whose answer is given for comparison: the same status, and the same
 * options repeated. Prefix, Timestamp, sequence number and lifetime may differ.
 */
export function expectAlike(answer: Answer, plain: Answer): void {
  expect(answer).to.have.status(plain.status ?? 0)
  const wanted = shape(plain)
  expect(shape(answer)).to.include.members(wanted, `a PBA as a plain PBU gets, with ${wanted.join(', ')}`)
}

/** The kinds of options that came as they ought to. */
function shape(answer: Answer): string[] {
  const kinds: string[] = repeated.filter((kind) => {
    const sent = find(answer.request.message, kind)
    const came = answer.option(kind)
    return sent !== undefined && came !== undefined && value(sent) === value(came)
  })
  return answer.prefixes.length > 0 ? ['home-network-prefix', ...kinds] : kinds
}

function value(option: Option): string {
  switch (option.kind) {
    case 'mobile-node-identifier':
    case 'mobile-node-link-layer-identifier':
      return option.identifier.join(' ')
    case 'handoff-indicator':
    case 'access-technology-type':
      return String(option.value)
    case 'timestamp':
      return String(option.timestamp)
    default:
      return option.kind
  }
}
