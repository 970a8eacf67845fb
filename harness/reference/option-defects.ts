import { find, type Option, type OptionKind, type OptionOf, option } from '../wire/index.js'
import type { ContentDefect } from './answer-defects.js'
import type { DefectName } from './defects.js'

/** What a careless anchor leaves in its memory behind an identifier. */
const MEMORY = Uint8Array.of(0xde, 0xad, 0xbe, 0xef)
/** Registered for nothing. */
const ANOTHER_TYPE = 201
const EXAMPLE_ENTERPRISE = 32473 // RFC 5612

const replaced =
  <K extends OptionKind>(kind: K, by: (o: OptionOf<K>) => Option): ContentDefect =>
  (message) => ({
    ...message,
    options: message.options.map((o) => (o.kind === kind ? by(o as OptionOf<K>) : o)),
  })

const added =
  (more: (context: Parameters<ContentDefect>[1]) => Option | undefined): ContentDefect =>
  (message, context) => {
    const another = more(context)
    return another === undefined ? message : { ...message, options: [...message.options, another] }
  }

/** Options of an answer that have a wrong size or type, or do not belong there. */
export const optionDefects: { readonly [N in DefectName]?: ContentDefect } = {
  'mn-id-with-memory-behind': replaced('mobile-node-identifier', (o) => ({
    ...o,
    identifier: Uint8Array.of(...o.identifier, ...MEMORY).subarray(0, 254), // all that an option holds
  })),
  'timestamp-of-4-octets': replaced('timestamp', ({ timestamp }) => {
    const data = new Uint8Array(4)
    new DataView(data.buffer).setUint32(0, Number((timestamp >> 16n) & 0xffff_ffffn))
    return option('unknown', { type: 27, data })
  }),
  'all-zero-prefix-in-refresh': (message, { request }) =>
    message.status >= 128 || request.handoff?.value !== 5
      ? message
      : {
          ...message,
          options: message.options.map((o) =>
            o.kind === 'home-network-prefix' ? { ...o, prefixLength: 0, prefix: '::' } : o,
          ),
        },
  'vendor-option-without-subtype': added(() => {
    const data = new Uint8Array(4)
    new DataView(data.buffer).setUint32(0, EXAMPLE_ENTERPRISE)
    return option('unknown', { type: 19, data })
  }),
  'mmb-under-another-type': replaced('mag-multipath-binding', ({ accessTechnology, label, bid }) =>
    option('unknown', { type: ANOTHER_TYPE, data: Uint8Array.of(accessTechnology, label, bid, 0, 0, 0) }),
  ),
  'mag-identifier-of-one-octet': added(({ anchor, request }) =>
    find(request.message, 'mag-identifier') === undefined
      ? undefined
      : option('unknown', { type: anchor.config.numbers.magIdentifier, data: Uint8Array.of(1) }),
  ),
  'mag-identifier-reserved-set': added(({ request }) => {
    const id = find(request.message, 'mag-identifier')
    return id && option('mag-identifier', { subtype: id.subtype, reserved: 1, identifier: id.identifier })
  }),
}
