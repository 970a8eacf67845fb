import { isUtf8 } from 'node:buffer'
import { findAll } from '../wire/index.js'
import type { DefectName } from './defects.js'
import type { Anchor } from './environment.js'
import type { Request } from './request.js'

type Test = (request: Request) => boolean

const options = (request: Request) => request.message.options
const count = (request: Request, kind: ReturnType<typeof options>[number]['kind']) =>
  options(request).filter((o) => o.kind === kind).length
const malformed = (request: Request, kind: string) =>
  options(request).some((o) => o.kind === 'malformed' && o.of === kind)
const nais = (request: Request) =>
  findAll(request.message, 'mag-identifier').flatMap((o) => (o.subtype === 1 ? [o.identifier] : []))
const mmb = (request: Request) => findAll(request.message, 'mag-multipath-binding')

/** Content that kills the anchor when it has the defect of that name. */
const crashes: { readonly [N in DefectName]?: Test } = {
  'crashes-on-empty-mn-id': (r) => r.node?.identifier.length === 0,
  'crashes-on-long-mn-id': (r) => (r.node?.identifier.length ?? 0) > 200,
  'crashes-on-unknown-option': (r) => count(r, 'unknown') > 0,
  'crashes-on-pad1-run': (r) => count(r, 'pad1') > 4,
  'crashes-on-prefix-length-17': (r) => malformed(r, 'home-network-prefix'),
  'crashes-on-malformed-timestamp': (r) => malformed(r, 'timestamp'),
  'crashes-on-two-mn-ids': (r) => count(r, 'mobile-node-identifier') > 1,
  'crashes-on-mn-id-of-length-0': (r) => malformed(r, 'mobile-node-identifier'),
  'crashes-on-short-vendor-option': (r) => malformed(r, 'vendor-specific'),
  'crashes-on-two-access-technologies': (r) => count(r, 'access-technology-type') > 1,
  'crashes-on-two-handoff-indicators': (r) => count(r, 'handoff-indicator') > 1,
  'crashes-on-two-timestamps': (r) => count(r, 'timestamp') > 1,
  'crashes-on-two-all-zero-prefixes': (r) => r.prefixes.filter((p) => p.prefix === '::').length > 1,
  'crashes-on-mixed-prefixes': (r) =>
    r.prefixes.some((p) => p.prefix === '::') && r.prefixes.some((p) => p.prefix !== '::'),
  'crashes-on-timestamp-after-none': (r) => r.timestamp === undefined && r.handoff?.value === 5,
  'crashes-on-short-mmb': (r) => malformed(r, 'mag-multipath-binding') && shortest(r) < 6,
  'crashes-on-long-mmb': (r) => malformed(r, 'mag-multipath-binding') && shortest(r) > 6,
  'crashes-on-two-mmb': (r) => mmb(r).length > 1,
  'crashes-on-bid-0': (r) => mmb(r).some((o) => o.bid === 0),
  'crashes-on-bid-255': (r) => mmb(r).some((o) => o.bid === 255),
  'crashes-on-both-flags': (r) => mmb(r).some((o) => o.bulk && o.overwrite),
  'crashes-on-overwrite-in-deregistration': (r) => r.lifetime === 0 && mmb(r).some((o) => o.overwrite),
  'crashes-on-bulk-in-deregistration': (r) => r.lifetime === 0 && mmb(r).some((o) => o.bulk),
  'crashes-on-mmb-without-mag-identifier': (r) => mmb(r).length > 0 && count(r, 'mag-identifier') === 0,
  'crashes-on-mag-identifier-without-mmb': (r) => mmb(r).length === 0 && count(r, 'mag-identifier') > 0,
  'crashes-on-short-mag-identifier': (r) => malformed(r, 'mag-identifier'),
  'crashes-on-empty-mag-identifier': (r) =>
    findAll(r.message, 'mag-identifier').some((o) => o.identifier.length === 0),
  'crashes-on-unknown-mag-identifier-subtype': (r) =>
    findAll(r.message, 'mag-identifier').some((o) => o.subtype < 1 || o.subtype > 8),
  'crashes-on-mag-identifier-not-utf8': (r) => nais(r).some((id) => !isUtf8(id)),
  'crashes-on-control-character-in-mag-identifier': (r) =>
    nais(r).some((id) => id.some((octet) => octet < 32)),
  'crashes-on-two-mag-identifiers': (r) => count(r, 'mag-identifier') > 1,
  'crashes-on-unassigned-if-att': (r) =>
    mmb(r).some((o) => o.accessTechnology === 0 || o.accessTechnology > 13),
}

const names = Object.keys(crashes) as DefectName[]

export function fatalContent(anchor: Anchor, request: Request): boolean {
  return names.some((name) => anchor.has(name) && crashes[name]?.(request))
}

function shortest(request: Request): number {
  return Math.min(...options(request).flatMap((o) => (o.kind === 'malformed' ? [o.data.length] : [])))
}
