import { expect } from 'chai'
import { requirement } from '../catalogue/index.js'
import { aligned, decode, encode, type Option, option } from '../wire/index.js'
import { type Judged, magRules } from './index.js'

const paths = [{ name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1', accessTechnology: 4, label: 9 }]
const addresses = { source: '2001:db8:1::1', destination: '2001:db8:ff::a' }
const id = (text: string) => Buffer.from(text)
const mmb = { accessTechnology: 4, label: 9, bid: 1 }
const usual = {
  prefix: option('home-network-prefix', { prefix: '::', prefixLength: 0 }),
  time: option('timestamp', { timestamp: 77n }),
  node: option('mobile-node-identifier', { subtype: 1, identifier: id('mn-1@example.net') }),
  handoff: option('handoff-indicator', { value: 1 }),
  technology: option('access-technology-type', { value: 4 }),
  mmb: option('mag-multipath-binding', mmb),
  mag: option('mag-identifier', { subtype: 1, identifier: id('mag-1@example.net') }),
}

const own = option('link-local-address', { address: '::' })
const service = option('service-selection', { identifier: id('internet') })

/** Rules that a PBU with these options breaks. */
function broken(
  changes: Readonly<Record<string, Option | undefined>> = {},
  { flags = 0x8200, lifetime = 75, fixedLinkLocal = undefined as string | undefined } = {},
): readonly string[] {
  const options = Object.values({ ...usual, ...changes }).filter((o) => o !== undefined)
  const octets = encode(
    { kind: 'binding-update', sequence: 1, flags, lifetime, options: aligned(options, 12) },
    addresses,
  )
  const judged: Judged = {
    decoded: decode(octets, addresses),
    octets,
    ...addresses,
    edition: 'rfc8278',
    declared: { paths, magId: 'mag-1@example.net', ...(fixedLinkLocal !== undefined && { fixedLinkLocal }) },
  }
  return magRules.filter((rule) => (rule.judge(judged) ?? []).length > 0).map((rule) => rule.id)
}

describe('standing rules for the messages of a MAG', () => {
  it('have ids of their own, and rest on requirements that bind a MAG', () => {
    const ids = magRules.map((rule) => rule.id)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { id: name, requirement: held } of magRules)
      for (const row of [held].flat()) expect(requirement(row).binds, `${name} ${row}`).to.not.equal('lma')
  })

  it('find nothing wrong with a right PBU', () => {
    expect(broken()).to.deep.equal([])
    expect(broken({ mmb: undefined, mag: undefined })).to.deep.equal([])
    expect(broken({ service })).to.deep.equal([])
    expect(broken({}, { fixedLinkLocal: 'fe80::1' })).to.deep.equal([])
    expect(broken({ own }, { fixedLinkLocal: '::' })).to.deep.equal([])
    expect(broken({ own })).to.deep.equal([])
  })

  const wrong: readonly [string, Parameters<typeof broken>, string][] = [
    ['the A flag', [{}, { flags: 0x0200 }], 'MAG-5213-PBU-01'],
    ['a reserved flag', [{}, { flags: 0x8201 }], 'MAG-6275-PBU-01'],
    ['a link-local address beside a fixed one', [{ own }, { fixedLinkLocal: 'fe80::1' }], 'MAG-5213-PBU-11'],
    ['no link-local address though none is fixed', [{}, { fixedLinkLocal: '::' }], 'MAG-5213-PBU-12'],
    ['two selected services', [{ service, another: service }], 'MAG-5149-PBU-01'],
    ['a selected service that is empty', [{ service: option('service-selection') }], 'MAG-5149-PBU-01'],
    ['a selected service before the MN-ID', [{ prefix: service, time: usual.prefix }], 'MAG-5149-PBU-01'],
    ['no MN-ID', [{ node: undefined }], 'MAG-5213-PBU-02'],
    [
      'a strange Alternate Care-of Address',
      [{ coa: option('alternate-care-of-address', { address: '2001:db8:9::9' }) }],
      'MAG-5213-PBU-03',
    ],
    ['two handoff indicators', [{ more: option('handoff-indicator', { value: 1 }) }], 'MAG-5213-PBU-04'],
    [
      'ALL_ZERO beside a prefix',
      [{ more: option('home-network-prefix', { prefix: '2001:db8:7::', prefixLength: 64 }) }],
      'MAG-5213-PBU-05',
    ],
    ['no Timestamp', [{ time: undefined }], 'MAG-5213-PBU-06'],
    [
      'an identifier of zeros',
      [{ more: option('mobile-node-link-layer-identifier', { identifier: new Uint8Array(6) }) }],
      'MAG-5213-PBU-07',
    ],
    ['handoff indicator 0', [{ handoff: option('handoff-indicator', { value: 0 }) }], 'MAG-5213-PBU-09'],
    ['handoff indicator 1 in a de-registration', [{}, { lifetime: 0 }], 'MAG-5213-PBU-10'],
    ['BID 255', [{ mmb: option('mag-multipath-binding', { ...mmb, bid: 255 }) }], 'MAG-8278-PBUMMB-06'],
    [
      'B and O',
      [{ mmb: option('mag-multipath-binding', { ...mmb, bulk: true, overwrite: true }) }],
      'MAG-8278-PBUMMB-07',
    ],
    [
      'another label',
      [{ mmb: option('mag-multipath-binding', { ...mmb, label: 11 }) }],
      'MAG-8278-PBUMMB-09',
    ],
    ['no MAG Identifier', [{ mag: undefined }], 'MAG-8278-PBUMMB-10'],
    [
      'a MAG Identifier cut short',
      [{ mag: option('mag-identifier', { subtype: 1, identifier: id('mag-1@example') }) }],
      'MAG-8278-PBUID-01',
    ],
    [
      'subtype 0',
      [{ mag: option('mag-identifier', { subtype: 0, identifier: id('mag-1@example.net') }) }],
      'MAG-8278-PBUID-03',
    ],
  ]
  for (const [name, [changes, fields], rule] of wrong)
    it(`see ${name}`, () => expect(broken(changes, fields)).to.include(rule))
})
