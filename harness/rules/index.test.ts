import { expect } from 'chai'
import fc from 'fast-check'
import { interpretation, isRequirementId, requirement } from '../catalogue/index.js'
import {
  aligned,
  type BindingUpdate,
  decode,
  encode,
  findAll,
  type Message,
  type Option,
  option,
} from '../wire/index.js'
import { anyMessage } from '../wire/testdata/arbitraries.js'
import { hex, seeded } from '../wire/testdata/octets.js'
import { VECTORS } from '../wire/testdata/vectors.js'
import { exchange, octetsOf, offences, UP } from './fixture.js'
import { type Judged, lmaRules } from './index.js'

const idsOf = (of: (typeof lmaRules)[number]['requirement']): readonly string[] => [of].flat()

describe('standing rules', () => {
  it('have ids of their own, of the form of case ids, with topics that no other case has', () => {
    const ids = lmaRules.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const id of ids)
      expect(id).to.match(/^LMA-\d{4}-(MH|IPV6|PAD|PBA|OPT|STAMP|FORM|CODE|PBAMMB)-\d{2}$/)
  })

  it('rest on requirements that bind an LMA, of the RFC their id names', () => {
    for (const { id, requirement: ids } of lmaRules)
      for (const each of idsOf(ids)) {
        expect(isRequirementId(each), each).to.equal(true)
        expect(requirement(each as Parameters<typeof requirement>[0]).binds, id).to.be.oneOf(['lma', 'both'])
        expect(each.startsWith(`${id.split('-')[1]}/`), `${id}: ${each}`).to.equal(true)
      }
  })

  it('name notes that exist', () => {
    for (const { notes = [] } of lmaRules)
      for (const note of notes) expect(interpretation(note), note).to.be.an('object')
  })

  it('find nothing in an exchange as it should be', () => {
    expect(offences(exchange())).to.deep.equal([])
    expect(offences(exchange({ status: 180 }))).to.deep.equal([])
  })
})

describe('standing rules, by the vectors', () => {
  const vector = (id: string) => {
    const found = VECTORS.find((each) => each.id === id)
    if (found === undefined) throw new Error(`no vector ${id}`)
    return found
  }
  const update = (id: string): BindingUpdate => {
    const { message } = vector(id)
    if (message.kind !== 'binding-update') throw new Error(`${id} is no Binding Update`)
    return message
  }
  const answers: readonly (readonly [answer: string, request: string])[] = [
    ['V2', 'V1'],
    ['V4', 'V1'],
    ['V5', 'V5r'],
    ['V14', 'V13'],
  ]
  for (const [answer, request] of answers)
    it(`${answer}, the answer to ${request}, obeys them all`, () => {
      const { octets, addresses } = vector(answer)
      const decoded = decode(hex(octets), addresses)
      const asked = { message: update(request), ...vector(request).addresses }
      const judged: Judged = {
        decoded,
        octets: hex(octets),
        ...addresses,
        request: asked,
        edition: 'rfc8278',
      }
      expect(offences(judged)).to.deep.equal([])
      const concerned = lmaRules.filter((rule) => rule.judge(judged) !== undefined)
      expect(concerned).to.have.length.greaterThan(20)
    })
})

/** Judges by every rule; what is found has to be complete and printable. */
function judgeAll(judged: Judged): void {
  for (const rule of lmaRules)
    for (const finding of rule.judge(judged) ?? []) {
      expect(finding.code, rule.id).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(finding.message, rule.id).to.match(/^[ -~]+$/)
      expect(finding.where ?? 'at octet 0', rule.id).to.match(/octet \d+$/)
      for (const text of [finding.expected, finding.got])
        if (text !== undefined) expect(text, rule.id).not.to.match(/[\p{Cc}\p{Cf}]/u)
      if (finding.requirement !== undefined)
        expect(isRequirementId(finding.requirement), rule.id).to.equal(true)
    }
}

describe('standing rules, by whatever may come', () => {
  const updates = VECTORS.filter(({ message, udp }) => message.kind === 'binding-update' && udp === undefined)
  const next = seeded(8278)
  const mutated = (octets: Uint8Array): Uint8Array => {
    const changed = Uint8Array.from(
      octets.subarray(0, next(4) === 0 ? next(octets.length + 1) : octets.length),
    )
    for (let i = next(6); i > 0 && changed.length > 0; i--) changed[next(changed.length)] = next(256)
    return changed
  }
  const requestFrom = (octets: Uint8Array): BindingUpdate | undefined => {
    const { message } = decode(octets)
    return message.kind === 'binding-update' ? message : undefined
  }

  it('never throw for 10,000 broken answers to broken requests', () => {
    for (let i = 0; i < 10_000; i++) {
      const from = VECTORS[next(VECTORS.length)]
      const to = updates[next(updates.length)]
      const judged = octetsOf(mutated(hex(from?.octets ?? '')))
      const asked = requestFrom(mutated(hex(to?.octets ?? '')))
      judgeAll({
        ...judged,
        edition: i % 2 === 0 ? 'rfc8278' : 'draft-06',
        ...(asked === undefined ? {} : { request: { message: asked, ...UP } }),
        ...(i % 3 === 0 ? { deviceTime: BigInt(next(2 ** 31)) << BigInt(next(33)) } : {}),
      })
    }
  })

  it('never throw for messages of any kind', () => {
    fc.assert(
      fc.property(anyMessage, anyMessage, (answer, asked) => {
        const judged = octetsOf(encode(answer))
        judgeAll(asked.kind === 'binding-update' ? { ...judged, request: { message: asked, ...UP } } : judged)
      }),
      { numRuns: 1_000, seed: 8278 },
    )
  })

  it('never throw for a request that cannot be written', () => {
    const message: BindingUpdate = {
      kind: 'binding-update',
      sequence: 70_000,
      flags: 0,
      lifetime: -1,
      options: [],
    }
    judgeAll({ ...exchange(), request: { message, source: 'nowhere', destination: '' } })
  })

  /** A rejection that copies what can be copied, whatever the request is. */
  function honestRefusal(asked: Message): Message {
    if (asked.kind !== 'binding-update') throw new Error('no Binding Update')
    const first = <K extends Option['kind']>(kind: K) => findAll(asked, kind).slice(0, 1)
    const prefixes = findAll(asked, 'home-network-prefix').map(({ prefix, prefixLength }) =>
      option('home-network-prefix', { prefix, prefixLength }),
    )
    const [identifier = option('mobile-node-identifier', { subtype: 1 })] = first('mobile-node-identifier')
    const [hi = { value: 0 }] = first('handoff-indicator')
    const [att = { value: 0 }] = first('access-technology-type')
    const options: readonly Option[] = [
      ...(prefixes.length > 0 ? prefixes : [option('home-network-prefix')]),
      option('mobile-node-identifier', { subtype: identifier.subtype, identifier: identifier.identifier }),
      option('handoff-indicator', { value: hi.value }),
      option('access-technology-type', { value: att.value }),
      ...first('timestamp').map(({ timestamp }) => option('timestamp', { timestamp })),
      ...first('mobile-node-link-layer-identifier').map((each) =>
        option('mobile-node-link-layer-identifier', { identifier: each.identifier }),
      ),
      ...first('link-local-address').map(({ address }) => option('link-local-address', { address })),
    ]
    return {
      kind: 'binding-acknowledgement',
      status: 128,
      flags: (asked.flags & 0x0200) === 0 ? 0 : 0x20,
      sequence: asked.sequence,
      lifetime: 0,
      options: aligned(options),
    }
  }

  it('find nothing in an honest refusal of 10,000 broken requests', () => {
    for (let i = 0; i < 10_000; i++) {
      const to = updates[next(updates.length)]
      const asked = requestFrom(mutated(hex(to?.octets ?? '')))
      if (asked === undefined) continue
      const addresses = { source: UP.destination, destination: UP.source }
      const judged = octetsOf(encode(honestRefusal(asked), addresses))
      expect(offences({ ...judged, request: { message: asked, ...UP } })).to.deep.equal([])
    }
  })
})
