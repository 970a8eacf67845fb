import { malformed, place, received } from './evidence.js'
import type { Update } from './exchange.js'
import { onlyInBindings } from './only-in-bindings.js'
import type { RuleFinding, StandingRule } from './rule.js'
import { ofUpdates } from './update.js'
import { lengths, otherType } from './update-options.js'

const MMB = 'mag-multipath-binding'
const MAG_ID = 'mag-identifier'
const LAST_SUBTYPE = 8
/** Lengths of identifiers with a fixed form, by subtype of RFC 4283 and RFC 8371: an IPv6 address, an EUI-48. */
const FIXED_LENGTHS: Readonly<Record<number, number>> = { 2: 16, 5: 6 }

/** RFC 8278 §4.2: the MAG Identifier option of a PBU. */
export const identifierUpdateRules: readonly StandingRule[] = [
  ofUpdates(
    'MAG-8278-PBUID-01',
    'A MAG Identifier option has the Length of its identifier',
    '8278/MP-4.2-05',
    (update, { declared }) => {
      const bad = lengths(update, MAG_ID, 'MAG Identifier', 'at least 2')
      return bad === undefined ? undefined : [...bad, ...cutShort(update, declared?.magId)]
    },
  ),
  ofUpdates(
    'MAG-8278-PBUID-02',
    'The Reserved octet of a MAG Identifier option is 0',
    '8278/MP-4.2-07',
    (update) =>
      identifiers(update, (option) =>
        option.reserved === 0
          ? []
          : [
              {
                code: 'option-reserved',
                message: 'The Reserved octet of the MAG Identifier option is not 0',
                expected: '0',
                got: `0x${option.reserved.toString(16).padStart(2, '0')}`,
                where: place(update, option, 'reserved', 3),
              },
            ],
      ),
  ),
  ofUpdates(
    'MAG-8278-PBUID-03',
    'The subtype of a MAG Identifier option is a registered one',
    '8278/MP-4.2-06',
    (update) =>
      identifiers(update, (option) =>
        option.subtype >= 1 && option.subtype <= LAST_SUBTYPE
          ? []
          : [
              {
                code: 'subtype',
                message: 'The subtype of the MAG Identifier option is not registered',
                ...(option.subtype === 0 ? {} : { severity: 'warn' as const }),
                expected: `1 to ${LAST_SUBTYPE}`,
                got: String(option.subtype),
                where: place(update, option, 'subtype', 2),
              },
            ],
      ),
  ),
  ofUpdates(
    'MAG-8278-PBUID-04',
    'The identifier of the MAG has the form that its subtype names',
    '8278/MP-4.2-09',
    (update) =>
      identifiers(update, (option) => {
        const length = FIXED_LENGTHS[option.subtype]
        const isEmpty = option.identifier.length === 0
        if (!isEmpty && (length === undefined || option.identifier.length === length)) return []
        return [
          {
            code: 'identifier-form',
            message: 'The identifier of the MAG has not the length that its subtype asks for',
            expected: length === undefined ? 'at least 1 octet' : `${length} octets`,
            got: `${option.identifier.length} octets`,
            where: place(update, option, 'identifier', 4),
          },
        ]
      }),
  ),
  ofUpdates(
    'MAG-8278-PBUID-05',
    'The identifier of the MAG has option type 64',
    '8278/MP-4.2-04',
    (update) => {
      if (received(update, MMB).length === 0) return undefined
      const found = received(update, MAG_ID)
      if (found.length + malformed(update, MAG_ID).length > 0) return []
      // A NAI that stands after subtype and Reserved.
      const isNai = (data: Uint8Array) => data[0] === 1 && data[1] === 0 && data.includes(0x40, 3)
      return otherType(update, isNai, 'MAG Identifier', 'type 64, or the one of the profile')
    },
  ),
  onlyInBindings('mag', 'MAG-8278-PBUID-06', '8278/MP-4.2-01', MAG_ID, 'MAG Identifier'),
]

type Identifier = ReturnType<typeof received<typeof MAG_ID>>[number]

/** A Length that ends before the identifier that is declared does. */
function cutShort(update: Update, declared: string | undefined): readonly RuleFinding[] {
  if (declared === undefined) return []
  const whole = new TextEncoder().encode(declared)
  return received(update, MAG_ID)
    .filter(({ identifier }) => identifier.length > 0 && identifier.length < whole.length)
    .filter(({ identifier }) => identifier.every((octet, i) => octet === whole[i]))
    .map((option) => ({
      code: 'option-length',
      message: 'The Length of the MAG Identifier option ends it before the declared identifier does',
      expected: String(2 + whole.length),
      got: String(option.length),
      where: place(update, option, 'length', 1),
    }))
}

function identifiers(
  update: Update,
  judge: (option: Identifier) => readonly RuleFinding[],
): readonly RuleFinding[] | undefined {
  const found = received(update, MAG_ID)
  return found.length === 0 ? undefined : found.flatMap(judge)
}
