import { checksum, checksumMatches, parseIPv6 } from '../wire/index.js'
import { hexOf, told } from './evidence.js'
import type { RuleFinding, StandingRule } from './rule.js'

/** RFC 6275 §6.1.1 and §6.1.9: what holds for every message, whoever sends it. */
export function mobilityHeaderRules(role: StandingRule['role']): readonly StandingRule[] {
  const id = (number: string) => `${role.toUpperCase()}-6275-MH-${number}`
  return [
    {
      id: id('01'),
      title: 'Payload Proto is 59 (no next header)',
      requirement: '6275/6.1.1-02',
      role,
      judge: ({ decoded: { message, issues } }) =>
        isFragment(message)
          ? undefined
          : issues
              .filter(({ code }) => code === 'payload-proto')
              .map((issue) => told(issue, 'payload-proto', 'Payload Proto is not 59')),
    },
    {
      id: id('02'),
      title: 'The message is a multiple of 8 octets long, and Header Len says how long',
      requirement: '6275/6.1.1-03',
      role,
      judge: ({ decoded: { issues } }) =>
        issues.flatMap((issue): readonly RuleFinding[] => {
          switch (issue.code) {
            case 'not-multiple-of-8':
              return [told(issue, 'not-multiple-of-8', 'The length of the message is no multiple of 8')]
            case 'header-length':
              return [told(issue, 'header-length', 'Header Len does not say how long the message is')]
            case 'truncated':
              return [told(issue, 'truncated', 'The message is shorter than the fixed part of its type')]
            default:
              return []
          }
        }),
    },
    {
      id: id('03'),
      title: 'The Reserved octet of the Mobility Header is 0',
      requirement: '6275/6.1.1-04',
      role,
      judge: ({ decoded: { message, issues } }) =>
        isFragment(message)
          ? undefined
          : issues
              .filter(({ code, path }) => code === 'reserved' && path === 'reserved')
              .map((issue) => told(issue, 'reserved', 'The Reserved octet is not 0')),
    },
    {
      id: id('04'),
      title: 'The checksum covers pseudo-header and message',
      requirement: '6275/6.1.1-06',
      role,
      judge({ decoded, octets, source, destination }) {
        // Over IPv4 the field is 0 and the UDP checksum takes its place (RFC 5844 §4.1.3.2).
        if (isFragment(decoded.message) || !isIPv6(source) || !isIPv6(destination)) return undefined
        const addresses = { source, destination }
        if (checksumMatches(octets, addresses)) return []
        const expected = `0x${checksum(octets, addresses).toString(16).padStart(4, '0')}`
        const got = `0x${hexOf(octets.subarray(4, 6))}`
        return [
          { code: 'checksum', message: 'The checksum is wrong', expected, got, where: 'checksum at octet 4' },
        ]
      },
    },
    {
      id: id('05'),
      title: 'All octets after the fixed part are mobility options, exactly to the end',
      requirement: '6275/6.1.1-07',
      role,
      judge({ decoded: { message, issues } }) {
        // Where Header Len lies, the end is not known; that has a rule of its own.
        if (message.kind === 'unknown' || issues.some(({ code }) => code === 'header-length'))
          return undefined
        return issues
          .filter(({ code, path }) => code === 'option-overrun' && /^options\[\d+\]\.length$/.test(path))
          .map((issue) => ({
            ...told(issue, 'option-overrun', 'An option runs past the end of the message'),
            got: `${issue.got}; what is left: ${hexOf(message.tail.subarray(0, 32))}`,
          }))
      },
    },
    {
      id: id('06'),
      title: 'The Reserved octet of a Binding Error is 0, and its fixed part is complete',
      requirement: '6275/6.1.9-01',
      role,
      judge({ decoded: { message, issues } }) {
        const isShort = message.kind === 'unknown' && message.type === 7 && message.fragment === undefined
        if (message.kind !== 'binding-error' && !isShort) return undefined
        return issues
          .filter(
            ({ code, path }) => code === 'truncated' || (code === 'reserved' && path === 'bodyReserved'),
          )
          .map((issue) => told(issue, issue.code, 'The Binding Error is not built as its layout says'))
      },
    },
  ]
}

function isFragment(message: { readonly kind: string; readonly fragment?: Uint8Array }): boolean {
  return message.kind === 'unknown' && message.fragment !== undefined
}

function isIPv6(address: string): boolean {
  return parseIPv6(address.split('%', 1)[0] ?? '') !== undefined
}
