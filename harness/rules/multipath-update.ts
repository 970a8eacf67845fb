import { accessTechnologyTypes } from '../catalogue/index.js'
import { lacks, malformed, place, received } from './evidence.js'
import type { Update } from './exchange.js'
import { onlyInBindings } from './only-in-bindings.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'
import { ofUpdates } from './update.js'
import { lengths, otherType } from './update-options.js'

const MMB = 'mag-multipath-binding'
const MAG_ID = 'mag-identifier'
/** RFC 8278 §4.1 and §4.4: what a PBU says about multipath. */
export const multipathUpdateRules: readonly StandingRule[] = [
  ofUpdates('MAG-8278-PBUMMB-01', 'A MAG Multipath Binding option has Length 6', '8278/MP-4.1-06', (update) =>
    lengths(update, MMB, 'MAG Multipath Binding', '6'),
  ),
  ofUpdates(
    'MAG-8278-PBUMMB-02',
    'The content of the MAG Multipath Binding option has option type 63',
    '8278/MP-4.1-05',
    (update, judged) => {
      const path = judged.declared?.paths.find((p) => p.address === judged.source)
      if (path === undefined) return undefined
      if (received(update, MMB).length + malformed(update, MMB).length > 0) return []
      const isMultipath = (data: Uint8Array) =>
        data.length === 6 &&
        data[0] === path.accessTechnology &&
        data[1] === path.label &&
        (data[3] ?? 1) % 0x40 === 0 &&
        data[4] === 0 &&
        data[5] === 0
      return otherType(update, isMultipath, 'MAG Multipath Binding', 'type 63, or the one of the profile')
    },
  ),
  ofBindings(
    'MAG-8278-PBUMMB-03',
    'If-ATT is a registered access technology type',
    '8278/MP-4.1-07',
    (update, option) =>
      option.accessTechnology !== 0 && accessTechnologyTypes.has(option.accessTechnology)
        ? []
        : [
            {
              code: 'access-technology',
              message: 'If-ATT is not a registered access technology type',
              severity: 'warn',
              expected: '1 to 13',
              got: accessTechnologyTypes.name(option.accessTechnology),
              where: place(update, option, 'accessTechnology', 2),
            },
          ],
  ),
  ofBindings(
    'MAG-8278-PBUMMB-04',
    'The reserved bits of a MAG Multipath Binding option are 0',
    '8278/MP-4.1-23',
    (update, option) =>
      option.reserved === 0
        ? []
        : [
            {
              code: 'option-reserved',
              message: 'Reserved bits of the MAG Multipath Binding option are set',
              expected: '0',
              got: `0x${option.reserved.toString(16).padStart(6, '0')}`,
              where: place(update, option, 'reserved', 5),
            },
          ],
  ),
  ofBindings(
    'MAG-8278-PBUMMB-05',
    'A MAG Multipath Binding option stands at 8n+2, as draft-06 has it',
    '8278/MP-4.1-04',
    (update, option, { edition }) => {
      if (edition !== 'draft-06') return undefined
      if (option.offset % 8 === 2) return []
      return [
        {
          code: 'option-alignment',
          message: 'The MAG Multipath Binding option is not aligned as the draft says',
          severity: 'warn',
          expected: '8n+2',
          got: `offset ${option.offset}, 8n+${option.offset % 8}`,
          where: place(update, option),
        },
      ]
    },
  ),
  ofBindings(
    'MAG-8278-PBUMMB-06',
    'A binding identifier is from 1 to 254',
    '8278/MP-4.1-13',
    (update, option) =>
      option.bid >= 1 && option.bid <= 254
        ? []
        : [
            {
              code: 'bid',
              message: 'The binding identifier is a reserved one',
              expected: '1 to 254',
              got: String(option.bid),
              where: place(update, option, 'bid', 4),
            },
          ],
  ),
  ofBindings('MAG-8278-PBUMMB-07', 'B and O are never set together', ['8278/MP-4.1-19'], (update, option) =>
    option.bulk && option.overwrite
      ? [
          {
            code: 'bulk-and-overwrite',
            message: 'Both the B and the O flag are set',
            expected: 'one of them at most',
            got: 'B and O',
            where: place(update, option, 'bulk', 5),
          },
        ]
      : [],
  ),
  ofBindings('MAG-8278-PBUMMB-08', 'O is 0 in a de-registration', '8278/MP-4.1-22', (update, option) => {
    if (update.lifetime !== 0) return undefined
    if (!option.overwrite) return []
    return [
      {
        code: 'overwrite-flag',
        message: 'A PBU with lifetime 0 has the O flag set',
        expected: 'O clear',
        got: 'O set',
        where: place(update, option, 'overwrite', 5),
      },
    ]
  }),
  ofBindings(
    'MAG-8278-PBUMMB-09',
    'The MAG Multipath Binding option describes its WAN interface as declared',
    ['8278/MP-4.1-03', '8278/MP-4.1-09'],
    (update, option, judged) => {
      const [careOf] = received(update, 'alternate-care-of-address')
      const address = careOf?.address ?? judged.source
      const path = judged.declared?.paths.find((p) => p.address === address)
      // B speaks of all paths at once, so no single one has to be described.
      if (path === undefined || option.bulk) return undefined
      const [plain] = received(update, 'access-technology-type')
      const technologies = [path.accessTechnology, plain?.value]
      return [
        ...(option.label === path.label
          ? []
          : [
              {
                code: 'label',
                message: `If-Label is not the one declared for ${path.name}`,
                expected: String(path.label),
                got: String(option.label),
                where: place(update, option, 'label', 3),
              },
            ]),
        ...(technologies.includes(option.accessTechnology)
          ? []
          : [
              {
                code: 'access-technology',
                message: `If-ATT is neither the one declared for ${path.name} nor that of the Access Technology Type option`,
                severity: 'warn' as const,
                expected: String(path.accessTechnology),
                got: String(option.accessTechnology),
                where: place(update, option, 'accessTechnology', 2),
              },
            ]),
      ]
    },
  ),
  ofUpdates(
    'MAG-8278-PBUMMB-10',
    'A PBU that asks for multipath has a MAG Identifier option',
    '8278/MP-4.4-03',
    (update) => {
      if (received(update, MMB).length + malformed(update, MMB).length === 0) return undefined
      if (received(update, MAG_ID).length + malformed(update, MAG_ID).length > 0) return []
      return [lacks(update, 'MAG Identifier', 'option 64')]
    },
  ),
  onlyInBindings('mag', 'MAG-8278-PBUMMB-11', '8278/MP-4.1-01', MMB, 'MAG Multipath Binding'),
]

type Binding = ReturnType<typeof received<typeof MMB>>[number]

/** A rule for each MAG Multipath Binding option that can be read. */
function ofBindings(
  id: string,
  title: string,
  requirement: StandingRule['requirement'],
  judge: (update: Update, option: Binding, judged: Judged) => readonly RuleFinding[] | undefined,
): StandingRule {
  return ofUpdates(id, title, requirement, (update, judged) => {
    const judgements = received(update, MMB).map((option) => judge(update, option, judged))
    return judgements.every((j) => j === undefined) ? undefined : judgements.flatMap((j) => j ?? [])
  })
}
