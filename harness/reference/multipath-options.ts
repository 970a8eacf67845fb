import { findAll, type OptionOf } from '../wire/index.js'
import type { Anchor } from './environment.js'
import type { Request } from './request.js'

export type Mmb = OptionOf<'mag-multipath-binding'>

/** What the options of RFC 8278 in a request amount to, before anything is known of the mobile node. */
export type Asked =
  /** No multipath: no MMB option, or one that this anchor leaves aside. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'path'; readonly mmb: Mmb; readonly magId: string | undefined }
  /** Unacceptable as it stands. RFC 8278 prescribes no status. */
  | { readonly kind: 'refuse'; readonly mmb: Mmb | undefined }
  | { readonly kind: 'silence' }

const plain: Asked = { kind: 'plain' }
const silence: Asked = { kind: 'silence' }

/** Reads options 63 and 64 (RFC 8278 §4.1, §4.2). */
export function askedFor(anchor: Anchor, request: Request): Asked {
  if (anchor.config.multipath === 'legacy') return plain
  const all = request.message.options.filter(isMmb)
  const [option] = all
  if (option === undefined) return plain
  const mmb = asMmb(option)
  const reaction =
    (all.length > 1 && !anchor.has('two-mmb-make-two-bindings') ? anchor.choice['two-mmb'] : undefined) ??
    (mmb === undefined ? anchor.choice['short-mmb'] : undefined) ??
    (option.kind === 'malformed' ? anchor.choice['long-mmb'] : undefined)
  if (reaction !== undefined && reaction !== 'accept') return reacted(reaction, mmb)
  if (mmb === undefined || misplaced(anchor, option)) return reacted('reject', mmb)
  return magIdentifier(anchor, request, mmb)
}

/** RFC 8278 §4.2: which MAG it is. */
function magIdentifier(anchor: Anchor, request: Request, mmb: Mmb): Asked {
  const ids = findAll(request.message, 'mag-identifier')
  const short = request.message.options.some((o) => o.kind === 'malformed' && o.of === 'mag-identifier')
  const [id] = ids
  const several = anchor.choice['two-mag-ids']
  if (ids.length > 1 && several !== 'first') return reacted(several, mmb)
  if (short || (id !== undefined && !isWellFormed(anchor, id)))
    return reacted(anchor.choice['malformed-mag-id'], mmb)
  if (id === undefined) {
    const choice = anchor.choice['no-mag-id']
    if (choice !== 'accept') return reacted(choice === 'plain' ? 'ignore' : choice, mmb)
  }
  if (id !== undefined && idMisread(anchor, id)) return reacted('reject', mmb)
  if (anchor.has('mag-identifier-before-mmb-rejected') && isBeforeMmb(request, id))
    return reacted('reject', mmb)
  const unlike = mmb.accessTechnology !== request.accessTechnology?.value
  if (unlike && anchor.has('if-att-unlike-option-24-rejected')) return reacted('reject', mmb)
  return values(anchor, request, mmb, id && `${id.subtype} ${Buffer.from(id.identifier).toString('hex')}`)
}

/** RFC 8278 §4.1: BID 0 and 255 are reserved; B and O exclude each other. */
function values(anchor: Anchor, request: Request, mmb: Mmb, magId: string | undefined): Asked {
  const { bid } = mmb
  const isFurther = request.prefixes.some(({ prefix }) => prefix !== '::')
  if (isFurther && anchor.has('reserved-bid-accepted-for-second-path')) return { kind: 'path', mmb, magId }
  const reserved =
    (bid === 0 && !anchor.has('bid-0-accepted')) ||
    (bid === 255 && !anchor.has('bid-255-accepted')) ||
    (bid === 1 && anchor.has('bid-1-rejected')) ||
    (bid === 254 && anchor.has('bid-254-rejected')) ||
    (bid > 127 && anchor.has('bid-above-127-rejected'))
  if (reserved) return reacted(anchor.choice['reserved-bid'], mmb)
  const isExample = mmb.label === 9 || mmb.label === 11
  if (isExample && anchor.has('labels-of-example-rejected')) return reacted('reject', mmb)
  if (mmb.label === 0 && anchor.has('label-0-rejected')) return reacted('reject', mmb)
  if (mmb.label === 255 && anchor.has('label-255-rejected')) return reacted('reject', mmb)
  if (mmb.reserved !== 0 && anchor.has('mmb-reserved-bits-rejected')) return reacted('reject', mmb)
  if (mmb.reserved !== 0 && anchor.has('mmb-reserved-bits-hide-option')) return plain
  if (!(mmb.bulk && mmb.overwrite)) return { kind: 'path', mmb, magId }
  const choice = anchor.choice['both-flags']
  if (choice === 'ignore-flags')
    return { kind: 'path', mmb: { ...mmb, bulk: false, overwrite: false }, magId }
  return reacted(choice, mmb)
}

type Reaction = 'reject' | 'ignore' | 'ignore-option' | 'silence'

function reacted(reaction: Reaction, mmb: Mmb | undefined): Asked {
  if (reaction === 'reject') return { kind: 'refuse', mmb }
  return reaction === 'silence' ? silence : plain
}

type MmbLike = Mmb | OptionOf<'malformed'>

function isMmb(option: Request['message']['options'][number]): option is MmbLike & typeof option {
  return (
    option.kind === 'mag-multipath-binding' ||
    (option.kind === 'malformed' && option.of === 'mag-multipath-binding')
  )
}

/** The six octets of RFC 8278 §4.1; a longer option begins with them. */
function asMmb(option: MmbLike): Mmb | undefined {
  if (option.kind === 'mag-multipath-binding') return option
  const [accessTechnology = 0, label = 0, bid = 0, high = 0, middle = 0, low = 0] = option.data
  if (option.data.length < 6) return undefined
  return {
    kind: 'mag-multipath-binding',
    accessTechnology,
    label,
    bid,
    bulk: (high & 0x80) !== 0,
    overwrite: (high & 0x40) !== 0,
    reserved: ((high & 0x3f) << 16) | (middle << 8) | low,
  }
}

/** MN-ID subtypes with a fixed length (RFC 8371: IPv6 address, EUI-48, EUI-64), and the registered ones. */
const fixedLength: ReadonlyMap<number, number> = new Map([
  [2, 16],
  [5, 6],
  [6, 8],
])

function isWellFormed(anchor: Anchor, { subtype, identifier }: OptionOf<'mag-identifier'>): boolean {
  if (identifier.length === 0 || subtype < 1 || subtype > 8) return false
  if (subtype !== 1 && anchor.has('mag-identifier-subtype-above-1-rejected')) return false
  return (fixedLength.get(subtype) ?? identifier.length) === identifier.length
}

const AT = 0x40

function isBeforeMmb({ message }: Request, id: OptionOf<'mag-identifier'> | undefined): boolean {
  return id !== undefined && message.options.indexOf(id) < message.options.findIndex(isMmb)
}

/** Rejections that only a defect makes. */
function idMisread(anchor: Anchor, id: OptionOf<'mag-identifier'>): boolean {
  if (id.reserved !== 0 && anchor.has('mag-identifier-reserved-rejected')) return true
  if (id.subtype === 1 && !id.identifier.includes(AT) && anchor.has('mag-identifier-without-realm-rejected'))
    return true
  if (id.identifier.length > 72 && anchor.has('long-mag-identifier-rejected')) return true
  return (id.offset ?? 0) % 4 !== 0 && anchor.has('misaligned-mag-identifier-rejected')
}

function misplaced(anchor: Anchor, option: MmbLike): boolean {
  return (option.offset ?? 0) % 8 !== 2 && anchor.has('misaligned-mmb-rejected')
}
