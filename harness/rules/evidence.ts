import {
  type Decoded,
  type DecodedMessage,
  type Issue,
  type IssueCode,
  type OptionKind,
  type OptionOf,
  type Placement,
  visible,
} from '../wire/index.js'
import type { RuleFinding } from './rule.js'

/** An option of a kind as received. */
export type Received<K extends OptionKind> = OptionOf<K> & Required<Placement>

/** The options of a kind that could be read, in their order. */
export function received<K extends OptionKind>(message: DecodedMessage, kind: K): readonly Received<K>[] {
  return message.options.filter((option): option is Received<K> & typeof option => option.kind === kind)
}

/** The options that have the type of a kind and a Length or content that its layout does not allow. */
export function malformed(message: DecodedMessage, kind: OptionKind): readonly Received<'malformed'>[] {
  return received(message, 'malformed').filter((option) => option.of === kind)
}

/** `options[3].value at octet 34`; `delta` counts from the Type octet. */
export function place(message: DecodedMessage, option: Required<Placement>, field = '', delta = 0): string {
  const index = (message.options as readonly Required<Placement>[]).indexOf(option)
  return `options[${index}]${field === '' ? '' : `.${field}`} at octet ${option.offset + delta}`
}

const TOP_LEVEL = /^options\[(\d+)\](?:\.\w+)?$/

/** The issues of the options themselves, not those of sub-options; of one kind when it is given. */
export function optionIssues(
  { message, issues }: Decoded,
  code: IssueCode,
  kind?: OptionKind,
): readonly Issue[] {
  return issues.filter((issue) => {
    if (issue.code !== code) return false
    const index = TOP_LEVEL.exec(issue.path)?.[1]
    return index !== undefined && (kind === undefined || message.options[Number(index)]?.kind === kind)
  })
}

/** An issue of the codec as a finding, in our words. */
export function told(issue: Issue, code: string, message: string): RuleFinding {
  const where = issue.path === '' ? `octet ${issue.offset}` : `${issue.path} at octet ${issue.offset}`
  return { code, message, expected: issue.expected, got: issue.got, where }
}

export function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex')
}

/** `mn1@example.com (15 octets)`, with the hexadecimal form where the text alone does not show the octets. */
export function identifierText(octets: Uint8Array): string {
  if (octets.length === 0) return 'no octets'
  const count = octets.length === 1 ? '1 octet' : `${octets.length} octets`
  const text = visible(octets)
  return text.length === octets.length ? `${text} (${count})` : `${text} (${count}: ${hexOf(octets)})`
}

/** `options 22, 27, 8`: what a message has instead of what it lacks. */
export function optionTypes(message: DecodedMessage): string {
  const types = message.options
    .filter(({ kind }) => kind !== 'pad1' && kind !== 'padn')
    .map(({ type }) => type)
  return types.length === 0 ? 'no options' : `options ${types.join(', ')}`
}

export function lacks(message: DecodedMessage, name: string, expected: string): RuleFinding {
  const got = optionTypes(message)
  return { code: 'option-missing', message: `The ${name} option is missing`, expected, got }
}
