import { expect } from 'chai'
import type { Endpoint } from '../../link/index.js'
import { type BindingUpdate, decode, encode, type Option, option } from '../../wire/index.js'
import { MobileNode } from '../node.js'
import { Answer, type Request } from './answer.js'
import { Pending } from './pending.js'

const endpoint: Endpoint = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }
const lma = '2001:db8:ff::a'
const identifier = new TextEncoder().encode('mn-1@example.net')
const named = option('mobile-node-identifier', { subtype: 1, identifier })

function request(sequence: number, options: readonly Option[], validFor?: number): Request {
  const message: BindingUpdate = { kind: 'binding-update', sequence, flags: 0x8200, lifetime: 75, options }
  return {
    endpoint,
    node: new MobileNode('multipath', 'mn-1@example.net', 1),
    destination: lma,
    tag: { step: 'test' },
    message,
    octets: new Uint8Array(0),
    frame: 1,
    sentAt: 0,
    besides: false,
    ...(validFor !== undefined && { validFor }),
  }
}

function received(status: number, sequence: number, options: readonly Option[]) {
  const octets = encode({
    kind: 'binding-acknowledgement',
    status,
    flags: 0x20,
    sequence,
    lifetime: 0,
    options,
  })
  const packet = { at: 1, endpoint, interface: 'wlan0', source: lma, protocol: 135, octets }
  return { packet, decoded: decode(octets) }
}

describe('answers', () => {
  it('with an empty identifier belong to the PBU that had none, though another has the same number', () => {
    const pending = new Pending()
    const settle = () => {}
    const nameless = { request: request(10, []), settle }
    const other = { request: request(10, [named]), settle }
    pending.add(nameless)
    pending.add(other)
    const { packet, decoded } = received(160, 10, [option('mobile-node-identifier', { subtype: 1 })])
    expect(pending.match(packet, decoded)).to.equal(nameless)

    // A second copy, when only the other one waits.
    pending.done(nameless)
    expect(pending.match(packet, decoded)).to.equal(undefined)
    expect(pending.past(packet, decoded)).to.equal(nameless.request)
  })

  it('with an empty identifier and a number belong to the PBU of that number, though one asked with an empty identifier', () => {
    const pending = new Pending()
    const settle = () => {}
    const empty = option('mobile-node-identifier', { subtype: 1 })
    const unreadable = { request: request(11, [named]), settle }
    const past = { request: request(10, [empty]), settle }
    pending.add(past)
    pending.done(past)
    pending.add(unreadable)
    const { packet, decoded } = received(128, 11, [empty])
    expect(pending.match(packet, decoded)).to.equal(unreadable)
  })

  it('with a wrong number belong to the PBU of their node, though another has that number', () => {
    const pending = new Pending()
    const settle = () => {}
    const right = { request: request(10, [named]), settle }
    const other = option('mobile-node-identifier', { subtype: 1, identifier: Uint8Array.of(120) })
    pending.add(right)
    pending.add({ request: request(11, [other]), settle })
    const { packet, decoded } = received(0, 11, [named])
    expect(pending.match(packet, decoded)).to.equal(right)
  })

  it('addressed wrongly are known by number and identifier together', () => {
    const pending = new Pending()
    const waiting = { request: request(10, [named]), settle: () => {} }
    pending.add(waiting)
    const { packet, decoded } = received(0, 10, [named])
    const elsewhere = { ...packet, source: '2001:db8:ff::b' }
    expect(pending.match(elsewhere, decoded)).to.equal(waiting)
    expect(pending.match(elsewhere, received(0, 11, [named]).decoded)).to.equal(undefined)
    expect(pending.match(elsewhere, received(0, 10, []).decoded)).to.equal(undefined)
  })

  it('that refuse a Timestamp only after it may have grown old say nothing of the device', () => {
    expect(overtaken(156, { after: 200, validFor: 300 })).to.equal(true)
    expect(overtaken(156, { after: 100, validFor: 300 })).to.equal(false)
    expect(overtaken(157, { after: 200, validFor: 300 })).to.equal(false)
    expect(overtaken(156, { after: 200 })).to.equal(false)
  })

  it('that refuse the order of PBUs that were on their way together say nothing of the device', () => {
    for (const status of [156, 157]) {
      expect(overtaken(status, { validFor: 300, crossed: true })).to.equal(true)
      expect(overtaken(status, { validFor: 300 })).to.equal(false)
      expect(overtaken(status, { crossed: true }), 'a Timestamp other than now').to.equal(false)
    }
    expect(overtaken(135, { crossed: true })).to.equal(true)
    expect(overtaken(135)).to.equal(false)
    expect(overtaken(129, { validFor: 300, crossed: true })).to.equal(false)
  })
})

interface Circumstances {
  readonly after?: number
  readonly crossed?: boolean
  readonly validFor?: number
}

function overtaken(status: number, { after = 1, crossed = false, validFor }: Circumstances = {}): boolean {
  const { packet, decoded } = received(status, 10, [named])
  const pba = decoded.message
  if (pba.kind !== 'binding-acknowledgement') throw new Error('not a PBA')
  const { octets, source } = packet
  const destination = packet.endpoint.address
  const reaction = {
    kind: 'acknowledgement',
    ...{ pba, issues: [], octets, source, destination, frame: 2, after, crossed },
  } as const
  return new Answer(request(10, [named], validFor), reaction).overtaken
}
