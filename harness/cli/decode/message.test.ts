import { expect } from 'chai'
import fc from 'fast-check'
import { findMobilityHeader } from './layer.js'
import { explain } from './message.js'
import { explainedText } from './text.js'

describe('decode: any octets', () => {
  it('are explained without an exception, a control character, or a rule that fails', () => {
    const fixed = fc.constantFrom(
      [0x3b, 3, 6, 0, 0, 0, 0, 0x20, 0, 7, 0, 75],
      [0x3b, 3, 5, 0, 0, 0, 0, 7, 0x82, 0, 0, 75],
      [],
    )
    fc.assert(
      fc.property(fixed, fc.uint8Array({ maxLength: 60 }), fc.boolean(), (start, rest, known) => {
        const octets = Uint8Array.of(...start, ...rest)
        const found = findMobilityHeader(octets, 'mh')
        if ('problem' in found) throw new Error(found.problem)
        const addresses = { source: '2001:db8:ff::a', destination: '2001:db8:1::1' }
        const message = explain(
          known ? { ...found, addresses, checksumAddresses: addresses } : found,
          'rfc8278',
        )
        expect(message.rules?.findings.filter(({ code }) => code === 'rule-fault') ?? []).to.be.empty
        expect(explainedText(message, '', 80)).to.match(/^[\n\P{C}]*$/u)
      }),
      { numRuns: 2000 },
    )
  })
})
