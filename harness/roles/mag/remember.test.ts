import { expect } from 'chai'
import { type BindingUpdate, type Option, option } from '../../wire/index.js'
import { MobileNode } from '../node.js'
import { Answer } from './answer.js'
import { remember, sessionOf } from './remember.js'

const endpointOf = (name: string, n: number) => ({ name, interface: `${name}0`, address: `2001:db8:${n}::1` })
const wlan = endpointOf('wlan', 1)
const lte = endpointOf('lte', 2)
const P1 = '2001:db8:1000::'
const P2 = '2001:db8:1000:1::'

interface Asked {
  readonly from?: typeof wlan
  readonly lifetime?: number
  /** Of the request; ALL_ZERO when left out. */
  readonly prefix?: string
  readonly linkLayer?: number
  readonly alternate?: string
}

/** The answer to a request of the node, with this prefix of its session. */
function answered(node: MobileNode, given: string, asked: Asked = {}, status = 0): Answer {
  const { from = wlan, lifetime = 75, prefix = '::', linkLayer, alternate } = asked
  const hnp = (value: string) => option('home-network-prefix', { prefix: value, prefixLength: 64 })
  const options: Option[] = [hnp(prefix), option('access-technology-type', { value: 4 })]
  if (linkLayer !== undefined)
    options.push(option('mobile-node-link-layer-identifier', { identifier: Uint8Array.of(linkLayer) }))
  if (alternate !== undefined) options.push(option('alternate-care-of-address', { address: alternate }))
  const message: BindingUpdate = { kind: 'binding-update', sequence: 1, flags: 0, lifetime, options }
  const octets = new Uint8Array()
  const request = {
    ...{ endpoint: from, node, destination: '2001:db8:ff::a', tag: { step: 'x' } },
    ...{ message, octets, frame: 1, sentAt: 0, besides: false },
  }
  const answer = new Answer(request, {
    kind: 'acknowledgement',
    pba: {
      kind: 'binding-acknowledgement',
      status,
      flags: 0x20,
      sequence: 1,
      lifetime,
      options: [hnp(given)],
    },
    ...{
      issues: [],
      octets,
      source: '2001:db8:ff::a',
      destination: from.address,
      frame: 2,
      after: 1,
      crossed: false,
    },
  })
  remember(answer)
  return answer
}

const live = (node: MobileNode) =>
  node.registrations.filter((r) => r.live).map((r) => `${r.prefixes[0]?.prefix} at ${r.endpoint.name}`)

describe('what a MAG remembers of its registrations', () => {
  const fresh = () => new MobileNode('multipath', 'mn-1@example.net', 1)

  it('two sessions of a node at one address, each with its own identifier', () => {
    const node = fresh()
    answered(node, P1, { linkLayer: 0xa })
    answered(node, P2, { linkLayer: 0xb })
    expect(live(node)).to.deep.equal([`${P1} at wlan`, `${P2} at wlan`])
    const [first] = node.registrations
    expect(first && sessionOf(first)).to.deep.equal({
      multipath: false,
      prefixes: [{ prefix: P1, prefixLength: 64 }],
      accessTechnology: 4,
      linkLayerId: Uint8Array.of(0xa),
    })
  })

  it('a de-registration ends the session that it names, a refused one none', () => {
    const node = fresh()
    answered(node, P1)
    answered(node, P2)
    answered(node, P2, { lifetime: 0, prefix: P2 }, 128)
    answered(node, P1, { lifetime: 0, prefix: P1 })
    expect(live(node)).to.deep.equal([`${P2} at wlan`])
  })

  it('a session that was handed over is at its new address only', () => {
    const node = fresh()
    answered(node, P1)
    answered(node, P2)
    answered(node, P1, { from: lte, prefix: P1 })
    expect(live(node)).to.deep.equal([`${P2} at wlan`, `${P1} at lte`])
  })

  it('a session for another address than it was asked from is ended for that address', () => {
    const node = fresh()
    answered(node, P1, { alternate: lte.address })
    const [only] = node.registrations
    expect(only && sessionOf(only)).to.deep.include({ alternateCareOf: lte.address, linkLayerId: false })
  })
})
