import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { standingRules } from '../rules/index.js'
import { aligned, buildIPv6, encode, type Frame, type IPv6Packet, option } from '../wire/index.js'
import { makePlan } from './plan.js'
import { StandingJudge } from './standing.js'

const LMA = testProfile().lma.address
const [PATH] = testProfile().paths
const MAG = PATH?.address ?? ''

/** A frame with a PBA of the LMA, from link type raw IP. */
function answer(headers: Partial<IPv6Packet> = {}): Frame {
  const addresses = { source: LMA, destination: MAG }
  const options = aligned([option('mobile-node-identifier', { subtype: 1, identifier: Uint8Array.of(97) })])
  const payload = encode(
    { kind: 'binding-acknowledgement', status: 0, flags: 0x20, sequence: 7, lifetime: 75, options },
    addresses,
  )
  const octets = buildIPv6({ ...addresses, payload, ...headers })
  return { number: 1, timestampNs: 0n, linkType: 101, octets, originalLength: octets.length }
}

/** Rule → verdict, findings with the place of their frame. */
function judged(frames: readonly Frame[]) {
  const faults: unknown[] = []
  const plan = makePlan([], standingRules, testProfile(), { cases: ['*-IPV6-*'] })
  const standing = new StandingJudge(plan, testProfile(), (fault) => faults.push(fault))
  frames.forEach((frame, i) => {
    standing.seeFrame(frame, i + 1)
  })
  standing.take()
  expect(faults).to.deep.equal([])
  return Object.fromEntries(
    standing
      .ends(0)
      .map(({ id, verdict, findings }) => [
        id,
        [verdict, ...findings.map(({ code, captured, frame }) => `${code} ${captured} ${frame}`)],
      ]),
  )
}

describe('rules about captured packets', () => {
  it('pass on packets with nothing before the Mobility Header', () => {
    expect(judged([answer(), answer()])).to.deep.equal({
      'LMA-6275-IPV6-01': ['pass'],
      'LMA-5213-IPV6-01': ['pass'],
    })
  })

  it('find a type 2 routing header, and name the captured frame; no socket had to deliver it', () => {
    expect(judged([answer(), answer({ routingHomeAddress: MAG })])).to.deep.equal({
      'LMA-6275-IPV6-01': ['fail', 'routing-header 2 undefined'],
      'LMA-5213-IPV6-01': ['fail', 'routing-header 2 undefined'],
    })
  })

  it('find a Home Address option, which the rule about routing headers does not speak of', () => {
    expect(judged([answer({ homeAddress: LMA })])).to.deep.equal({
      'LMA-6275-IPV6-01': ['fail', 'home-address-option 1 undefined'],
      'LMA-5213-IPV6-01': ['pass'],
    })
  })

  it('hold neither our own packets nor those for others against the device', () => {
    const ours = answer({ source: MAG, destination: LMA, routingHomeAddress: LMA })
    const foreign = answer({ destination: '2001:db8:77::1', routingHomeAddress: MAG })
    const broken = { ...answer(), octets: answer().octets.subarray(0, 30) }
    expect(judged([ours, foreign, broken])).to.deep.equal({
      'LMA-6275-IPV6-01': ['not-run'],
      'LMA-5213-IPV6-01': ['not-run'],
    })
  })
})
