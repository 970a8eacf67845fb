import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type BindingUpdate, decode, ipPacket, parsePacket, readCapture } from '../wire/index.js'
import { outcome } from './fixture.js'
import { type Judged, lmaRules } from './index.js'

const FOLDER = new URL('../../../harness/wire/testdata/captures/', import.meta.url)

interface Pending {
  readonly message: BindingUpdate
  readonly source: string
  readonly destination: string
}

/** What an LMA sent, each answer with the newest PBU of its sequence number and addresses. */
function answersIn(file: string): readonly Judged[] {
  const pending: Pending[] = []
  const answers: Judged[] = []
  for (const { linkType, octets } of readCapture(readFileSync(new URL(file, FOLDER))).frames) {
    const packet = parsePacket(ipPacket(linkType, octets) ?? new Uint8Array(0))
    if (packet.kind !== 'mobility') continue
    const { source, destination, payload, checksumAddresses } = packet
    const decoded = decode(payload, checksumAddresses)
    const { message } = decoded
    if (message.kind === 'binding-update') pending.push({ message, source, destination })
    if (message.kind !== 'binding-acknowledgement') continue
    const request = pending.findLast(
      (each) =>
        each.message.sequence === message.sequence &&
        each.source === destination &&
        each.destination === source,
    )
    answers.push({
      decoded,
      octets: payload,
      source,
      destination,
      edition: 'rfc8278',
      ...(request === undefined ? {} : { request }),
    })
  }
  return answers
}

/** How many answers break which rule in which way, and how many were judged with their request. */
function tally(file: string): Record<string, number> {
  const counts: Record<string, number> = {}
  const count = (line: string) => {
    counts[line] = (counts[line] ?? 0) + 1
  }
  for (const judged of answersIn(file)) {
    count(judged.request === undefined ? 'answers alone' : 'answers')
    for (const { id } of lmaRules) {
      const found = outcome(id, judged)
      if (found !== 'obeys' && found !== 'not concerned') count(`${id}: ${found}`)
    }
  }
  return counts
}

describe('rules: packets of other implementations', () => {
  it('OPMIP: options at other offsets, neither Timestamp nor link-layer identifier', () => {
    expect(tally('opmip-lma-basic.pcap')).to.deep.equal({
      answers: 28,
      'LMA-6275-PAD-01: fail option-alignment': 28,
      'LMA-5213-PBA-09: fail option-missing': 27,
      'LMA-5213-PBA-10: fail option-missing': 27,
      'LMA-5213-PBA-11: fail option-missing': 1,
      'LMA-5213-PBA-15: fail prefix-zero': 1,
    })
  })

  it('OPMIP, asked for multipath: no more than without, as it skips the options', () => {
    expect(tally('opmip-lma-rfc8278.pcap')).to.deep.equal({
      answers: 10,
      'LMA-6275-PAD-01: fail option-alignment': 10,
      'LMA-5213-PBA-09: fail option-missing': 10,
      'LMA-5213-PBA-10: fail option-missing': 10,
    })
  })

  it('the answers its MAG was given: nothing', () => {
    expect(tally('opmip-mag-ok.pcap')).to.deep.equal({ answers: 3 })
  })

  it('OpenAirInterface: sizes, no P flag, options missing, and its buffer behind the identifiers', () => {
    expect(tally('oai-lma-basic-plain.pcap')).to.deep.equal({
      answers: 23,
      'LMA-6275-MH-02: fail not-multiple-of-8, fail header-length': 23,
      'LMA-5213-PBA-01: fail p-flag': 23,
      'LMA-5213-PBA-05: fail identifier': 22,
      'LMA-5213-PBA-06: fail identifier': 1,
      'LMA-5213-PBA-07: fail option-missing': 23,
      'LMA-5213-PBA-08: fail option-missing': 23,
      'LMA-5213-PBA-09: fail option-added': 1,
      'LMA-5213-PBA-10: fail identifier': 22,
      'LMA-5213-PBA-10: fail option-added': 1,
      'LMA-5213-PBA-11: fail option-missing': 1,
      'LMA-5213-PBA-15: fail prefix-zero': 1,
      'LMA-5213-PBA-17: fail octets-leaked, fail octets-leaked': 21,
      'LMA-5213-PBA-17: fail octets-leaked': 2,
      'LMA-5213-FORM-05: warn option-alignment': 23,
    })
  })

  it('OpenAirInterface with its own MAG: what it gets back is what it sent', () => {
    expect(tally('oai-mag-vs-oai-lma.pcap')).to.deep.equal({
      answers: 3,
      'LMA-6275-MH-02: fail not-multiple-of-8, fail header-length': 3,
      'LMA-5213-PBA-01: fail p-flag': 3,
      'LMA-5213-FORM-05: warn option-alignment': 3,
    })
  })
})
