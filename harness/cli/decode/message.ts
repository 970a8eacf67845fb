import {
  accessTechnologyTypes,
  bindingErrorStatuses,
  handoffIndicators,
  identifierSubtypes,
  mobilityHeaderTypes,
  statusName,
} from '../../catalogue/index.js'
import type { Edition } from '../../model/index.js'
import {
  AcknowledgementFlag,
  type Addresses,
  decode,
  describe,
  type FieldLine,
  HeartbeatFlag,
  type Issue,
  type Message,
  UpdateFlag,
  visible,
} from '../../wire/index.js'
import { judge, type Requests, type RuleVerdicts } from './judge.js'
import type { Found } from './layer.js'

/** A message, ready to be shown. All texts are safe to print. */
export interface Explained {
  readonly name: string
  readonly within: string
  readonly addresses?: Addresses
  readonly octets: number
  readonly isChecksumChecked: boolean
  readonly remarks: readonly string[]
  readonly fields: readonly FieldLine[]
  readonly issues: readonly Issue[]
  readonly rules?: RuleVerdicts & { readonly withRequest: boolean }
}

/** Decodes a Mobility Header and holds an acknowledgement against the standing rules. Throws nothing on any octets. */
export function explain(found: Found, edition: Edition, requests?: Requests): Explained {
  const decoded = decode(found.octets, found.checksumAddresses)
  const { message } = decoded
  const asked = found.addresses && requests?.answeredBy(decoded, found.addresses)
  if (found.addresses !== undefined) requests?.add(decoded, found.addresses)
  const rules = judge(decoded, found.octets, found.checksumAddresses, asked, edition)
  return {
    name: nameOf(message),
    within: found.within,
    ...(found.addresses !== undefined && { addresses: found.addresses }),
    octets: found.octets.length,
    isChecksumChecked: found.checksumAddresses !== undefined,
    remarks: found.remarks,
    fields: describe(found.octets, decoded).map((line) => named(line, message)),
    issues: decoded.issues.map((issue) => ({
      ...issue,
      expected: visible(issue.expected),
      got: visible(issue.got),
    })),
    ...(rules !== undefined && { rules: { ...rules, withRequest: asked !== undefined } }),
  }
}

function nameOf(message: Message): string {
  switch (message.kind) {
    case 'binding-update':
      return message.flags & UpdateFlag.P ? 'Proxy Binding Update' : 'Binding Update (no P flag)'
    case 'binding-acknowledgement':
      return message.flags & AcknowledgementFlag.P
        ? 'Proxy Binding Acknowledgement'
        : 'Binding Acknowledgement (no P flag)'
    case 'unknown':
      return message.fragment === undefined
        ? mobilityHeaderTypes.name(message.type)
        : 'Part of a Mobility Header'
    default:
      return message.kind
        .split('-')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join(' ')
  }
}

/** Puts the name of a registered value behind it. */
function named(line: FieldLine, message: Message): FieldLine {
  const name = registeredName(line.path, Number(line.value), message)
  return name === undefined ? line : { ...line, value: name }
}

function registeredName(path: string, value: number, message: Message): string | undefined {
  switch (path) {
    case 'status':
      if (message.kind === 'binding-acknowledgement') return statusName(value)
      return message.kind === 'binding-error' ? bindingErrorStatuses.name(value) : undefined
    case 'flags':
      return flagsText(message)
    case 'lifetime':
      return `${value} (${value * 4} s)`
    default:
      return optionValueName(path, value, message)
  }
}

function optionValueName(path: string, value: number, message: Message): string | undefined {
  const [, index, field] = /^options\[(\d+)\]\.(\w+)$/.exec(path) ?? []
  const kind = message.options[Number(index)]?.kind
  const key = `${kind}.${field}`
  if (key === 'handoff-indicator.value') return handoffIndicators.name(value)
  if (key === 'access-technology-type.value' || key === 'mag-multipath-binding.accessTechnology')
    return accessTechnologyTypes.name(value)
  if (key === 'mobile-node-identifier.subtype' || key === 'mag-identifier.subtype')
    return identifierSubtypes.name(value)
  return undefined
}

function flagsText(message: Message): string | undefined {
  const [letters, digits] = ((): readonly [Readonly<Record<string, number>>, number] => {
    switch (message.kind) {
      case 'binding-update':
        return [UpdateFlag, 4]
      case 'binding-acknowledgement':
        return [AcknowledgementFlag, 2]
      case 'heartbeat':
        return [HeartbeatFlag, 4]
      default:
        return [{}, 0]
    }
  })()
  if (digits === 0 || !('flags' in message)) return undefined
  const set = Object.entries(letters)
    .filter(([, mask]) => (message.flags & mask) !== 0)
    .map(([letter]) => letter)
  return `0x${message.flags.toString(16).padStart(digits, '0')} (${set.join(' ') || 'none set'})`
}
