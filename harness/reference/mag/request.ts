import {
  type Alignments,
  aligned,
  type BindingUpdate,
  encode,
  type Option,
  option,
  UpdateFlag,
} from '../../wire/index.js'
import type { OutgoingPacket } from '../environment.js'
import { ordered } from '../option-order.js'
import type { Gateway } from './gateway.js'
import { ownLinkLocal } from './identity.js'
import type { Entry, Exchange, Transmission } from './list.js'
import { contentSpoilers, formatSpoilers, type Spoil } from './request-defects.js'

const NAI = 1
/** Registered nowhere; a permitted addition that an LMA has to skip. */
const UNKNOWN_OPTION = 200
/** The enterprise number that RFC 5612 keeps for documentation. */
const DOCUMENTATION_PEN = 32473
const MMB_ALIGNMENT: Alignments = { 'mag-multipath-binding': [8, 2] }

/** Writes Proxy Binding Updates (RFC 5213 §6.9.1.5, RFC 8278 §4.4). */
export class RequestWriter {
  readonly #content: readonly Spoil[]
  readonly #format: readonly Spoil[]

  constructor(private readonly gateway: Gateway) {
    this.#content = contentSpoilers(gateway)
    this.#format = formatSpoilers(gateway)
  }

  write(entry: Entry, exchange: Exchange, transmission: Transmission): OutgoingPacket {
    const { gateway } = this
    const context = { gateway, entry, exchange }
    let message: BindingUpdate = {
      kind: 'binding-update',
      sequence: transmission.sequence,
      flags: UpdateFlag.A | UpdateFlag.P | (gateway.choice['h-flag'] === 'set' ? UpdateFlag.H : 0),
      lifetime: exchange.lifetime,
      options: this.#options(entry, exchange, transmission),
    }
    for (const spoil of this.#content) message = spoil(message, context)
    message = { ...message, options: this.#laidOut(message.options) }
    for (const spoil of this.#format) message = spoil(message, context)
    const addresses = { source: this.#source(entry, exchange), destination: gateway.config.lma }
    return { ...addresses, octets: encode(message, addresses, gateway.config.numbers) }
  }

  #source(entry: Entry, { over }: Exchange): string {
    const [first] = this.gateway.config.paths
    const shared = entry.path !== first && this.gateway.has('same-care-of-address-on-both-paths')
    return shared && first !== undefined ? first.address : over.address
  }

  #options(entry: Entry, exchange: Exchange, { timestamp }: Transmission): readonly Option[] {
    const { choice, config } = this.gateway
    const { node } = entry
    const options: Option[] = [...this.#prefixes(exchange)]
    if (timestamp !== undefined) options.push(option('timestamp', { timestamp }))
    options.push(
      option('mobile-node-identifier', { subtype: NAI, identifier: Buffer.from(node.id) }),
      option('handoff-indicator', { value: exchange.handoff }),
      option('access-technology-type', { value: config.accessTechnology }),
    )
    if (choice['link-layer-identifier'] === 'yes')
      options.push(option('mobile-node-link-layer-identifier', { identifier: node.linkLayer }))
    if (choice['link-local-address'] === 'asked')
      options.push(option('link-local-address', { address: node.linkLocal ?? '::' }))
    if (choice['link-local-address'] === 'own')
      options.push(option('link-local-address', { address: node.linkLocal ?? ownLinkLocal(node.linkLayer) }))
    if (exchange.over !== entry.path || choice['alternate-coa'] === 'present')
      options.push(option('alternate-care-of-address', { address: entry.path.address }))
    if (exchange.multipath) options.push(...this.#multipath(entry, exchange))
    options.push(...this.#extra())
    return options
  }

  /** RFC 5213 §6.9.1.1-3: one option for each prefix, or a single ALL_ZERO. */
  #prefixes({ prefixes }: Exchange): readonly Option[] {
    const prefixLength = Number(this.gateway.choice['all-zero-prefix-length'])
    if (prefixes.length === 0) return [option('home-network-prefix', { prefix: '::', prefixLength })]
    return prefixes.map((p) => option('home-network-prefix', p))
  }

  /** RFC 8278 §4.1, §4.2. */
  #multipath({ path, bid }: Entry, { bulk, overwrite }: Exchange): readonly Option[] {
    const { accessTechnology, label } = path
    return [
      option('mag-multipath-binding', { accessTechnology, label, bid, bulk, overwrite }),
      option('mag-identifier', { subtype: NAI, identifier: Buffer.from(this.gateway.config.magId) }),
    ]
  }

  #extra(): readonly Option[] {
    const data = Uint8Array.of(1, 2, 3)
    switch (this.gateway.choice['extra-option']) {
      case 'none':
        return []
      case 'vendor-specific':
        return [option('vendor-specific', { vendorId: DOCUMENTATION_PEN, subtype: 1, data })]
      case 'service-selection':
        return [option('service-selection', { identifier: Buffer.from('internet') })]
      case 'unknown':
        return [option('unknown', { type: UNKNOWN_OPTION, data })]
    }
  }

  /** The draft wants the MMB at 8n+2; the RFC leaves it anywhere. */
  #laidOut(options: readonly Option[]): readonly Option[] {
    const { choice, config } = this.gateway
    const further = config.edition === 'draft-06' || choice['mmb-alignment'] === '8n+2' ? MMB_ALIGNMENT : {}
    const inOrder = ordered(options, choice['option-order'], () => this.gateway.random())
    const laid = aligned(this.#serviceBehindIdentifier(inOrder), 12, choice.padding, further)
    return choice['trailing-padding'] === 'yes'
      ? [...laid, option('padn', { data: new Uint8Array(6) })]
      : laid
  }

  /** RFC 5149 §4.1, whatever the order of the others. */
  #serviceBehindIdentifier(options: readonly Option[]): readonly Option[] {
    const services = options.filter((o) => o.kind === 'service-selection')
    if (services.length === 0 || this.gateway.has('service-selection-before-identifier')) return options
    return options
      .filter((o) => o.kind !== 'service-selection')
      .flatMap((o): readonly Option[] => (o.kind === 'mobile-node-identifier' ? [o, ...services] : [o]))
  }
}
