import { find, findAll } from '../../wire/index.js'
import type { Answer } from './answer.js'
import { bidOf } from './config.js'
import type { MagDefectName } from './defects.js'
import type { Gateway } from './gateway.js'

type Test = (answer: Answer, gateway: Gateway) => boolean
type Table = { readonly [N in MagDefectName]?: Test }

const options = (answer: Answer) => answer.message.options
const count = (answer: Answer, kind: ReturnType<typeof options>[number]['kind']) =>
  options(answer).filter((o) => o.kind === kind).length
const malformed = (answer: Answer, kind: string) =>
  options(answer).flatMap((o) => (o.kind === 'malformed' && o.of === kind ? [o.data.length] : []))
const mmb = (answer: Answer) => findAll(answer.message, 'mag-multipath-binding')

/** Content for which a gateway with the defect of that name drops an answer it should take. */
const dropped: Table = {
  'answers-not-taken': () => true,
  'unknown-option-drops-answer': (a) => count(a, 'unknown') > 0,
  'option-order-matters': (a) =>
    options(a).find((o) => o.kind !== 'pad1' && o.kind !== 'padn')?.kind !== 'home-network-prefix',
  'reserved-octets-drop-answer': (a) =>
    options(a).some(
      (o) =>
        (o.kind === 'home-network-prefix' ||
          o.kind === 'handoff-indicator' ||
          o.kind === 'access-technology-type' ||
          o.kind === 'mobile-node-link-layer-identifier') &&
        o.reserved !== 0,
    ),
  'reserved-flags-drop-answer': (a) => (a.message.flags & 0x01) !== 0,
  'pad1-drops-answer': (a) => count(a, 'pad1') > 0,
  'padding-content-drops-answer': (a) =>
    findAll(a.message, 'padn').some((o) => o.data.some((octet) => octet !== 0)),
  'vendor-option-drops-answer': (a) => count(a, 'vendor-specific') > 0,
  'refresh-advice-drops-answer': (a) => count(a, 'binding-refresh-advice') > 0,
  'unknown-acceptance-not-taken': (a) => a.status > 6 && a.status < 128,
  'mmb-reserved-bits-drop-answer': (a) => mmb(a).some((o) => o.reserved !== 0),
  'misaligned-mmb-drops-answer': (a) => mmb(a).some((o) => (o.offset ?? 0) % 8 !== 2),
  'label-0-drops-answer': (a) => mmb(a).some((o) => o.label === 0),
  'mag-identifier-drops-answer': (a) => count(a, 'mag-identifier') > 0,
  'mag-identifier-reserved-drops-answer': (a) => (find(a.message, 'mag-identifier')?.reserved ?? 0) !== 0,
  'misaligned-mag-identifier-drops-answer': (a) =>
    ((find(a.message, 'mag-identifier')?.offset ?? 0) & 3) !== 0,
}

/** Content that kills a gateway with the defect of that name. */
const crashes: Table = {
  'crashes-on-unknown-option': (a) => count(a, 'unknown') > 0,
  'crashes-on-pad1-run': (a) => count(a, 'pad1') > 4,
  'crashes-on-answer-without-options': (a) => options(a).every((o) => o.kind === 'pad1' || o.kind === 'padn'),
  'crashes-on-short-vendor-option': (a) => malformed(a, 'vendor-specific').some((length) => length < 5),
  'crashes-on-empty-mn-id': (a) => a.node === '',
  'crashes-on-answer-without-prefix': (a) => a.status < 128 && count(a, 'home-network-prefix') === 0,
  'crashes-on-all-zero-prefix': (a) =>
    a.status < 128 && findAll(a.message, 'home-network-prefix').some((o) => o.prefix === '::'),
  'crashes-on-prefix-length-129': (a) =>
    findAll(a.message, 'home-network-prefix').some((o) => o.prefixLength > 128),
  'crashes-on-malformed-prefix': (a) => malformed(a, 'home-network-prefix').length > 0,
  'crashes-on-malformed-timestamp': (a) => malformed(a, 'timestamp').length > 0,
  'crashes-on-malformed-handoff-indicator': (a) => malformed(a, 'handoff-indicator').length > 0,
  'crashes-on-malformed-access-technology': (a) => malformed(a, 'access-technology-type').length > 0,
  'crashes-on-malformed-link-layer-identifier': (a) =>
    malformed(a, 'mobile-node-link-layer-identifier').length > 0,
  'crashes-on-answer-without-handoff-indicator': (a) => a.status < 128 && a.handoff === undefined,
  'crashes-on-two-handoff-indicators': (a) => count(a, 'handoff-indicator') > 1,
  'crashes-on-twenty-prefixes': (a) => count(a, 'home-network-prefix') >= 20,
  'crashes-on-lifetime-zero': (a) => a.status < 128 && a.lifetime === 0 && a.handoff !== 4,
  'crashes-on-unknown-status': (a) => a.status > 180,
  'crashes-on-status-180': (a) => a.status === 180,
  'crashes-on-180-without-mmb': (a) => a.status === 180 && a.mmb.kind === 'none',
  'crashes-on-short-mmb': (a) => malformed(a, 'mag-multipath-binding').some((length) => length < 6),
  'crashes-on-long-mmb': (a) => malformed(a, 'mag-multipath-binding').some((length) => length > 6),
  'crashes-on-two-mmb': (a) => mmb(a).length > 1,
  'crashes-on-foreign-bid': (a, { config }) =>
    mmb(a).some((o) => !config.paths.some((path) => bidOf(config, path) === o.bid)),
  'crashes-on-mag-identifier': (a) => count(a, 'mag-identifier') > 0,
  'crashes-on-two-mag-identifiers': (a) => count(a, 'mag-identifier') > 1,
  'crashes-on-short-mag-identifier': (a) => malformed(a, 'mag-identifier').length > 0,
}

const hits = (table: Table) => (gateway: Gateway, answer: Answer) =>
  (Object.keys(table) as MagDefectName[]).some((name) => gateway.has(name) && table[name]?.(answer, gateway))

export const isDropped = hits(dropped)
export const isFatal = hits(crashes)

/** The status as a gateway takes it that mistakes rejections for acceptance. */
export function statusTaken(gateway: Gateway, { status }: Answer): number {
  const { cannotSupport } = gateway.config.numbers
  const mistaken =
    (status >= 128 && gateway.has('rejection-taken-as-acceptance')) ||
    (status === 128 && gateway.has('status-128-taken-as-acceptance')) ||
    (status === 152 && gateway.has('status-152-taken-as-acceptance')) ||
    (status === cannotSupport && gateway.has('status-180-taken-as-acceptance')) ||
    (status > 180 && gateway.has('unknown-rejection-taken-as-acceptance'))
  return mistaken ? 0 : status
}
