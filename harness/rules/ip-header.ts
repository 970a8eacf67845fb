import type { MobilityPacket } from '../wire/index.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

/**
 * What stands before the Mobility Header. A raw socket delivers none of it, so these rules are held against the packets
 * that were captured; those that our own host drops for such a header (RFC 6275 §6.3 and §6.4 allow only few) are among
 * them, which explains the silence that the cases see.
 */
export function ipHeaderRules(role: StandingRule['role']): readonly StandingRule[] {
  const general: StandingRule = {
    id: `${role.toUpperCase()}-6275-IPV6-01`,
    title: 'A mobility message carries no type 2 routing header and no Home Address option',
    // RFC 5213 says it of the PBU once more.
    requirement: role === 'mag' ? ['6275/6.1-08', '5213/6.9.1.5-02'] : '6275/6.1-08',
    role,
    captured: true,
    judge: ({ packet }) => packet && [...routingHeader(packet), ...homeAddress(packet)],
  }
  return role === 'lma' ? [general, ofAcknowledgements] : [general]
}

const ofAcknowledgements: StandingRule = {
  id: 'LMA-5213-IPV6-01',
  title: 'A PBA has no type 2 routing header',
  requirement: '5213/5.3.6-19',
  role: 'lma',
  captured: true,
  judge: ({ packet, decoded }: Judged) =>
    packet !== undefined && decoded.message.kind === 'binding-acknowledgement'
      ? routingHeader(packet)
      : undefined,
}

function routingHeader({ routingHomeAddress }: MobilityPacket): readonly RuleFinding[] {
  if (routingHomeAddress === undefined) return []
  return [
    {
      code: 'routing-header',
      message: 'The packet has a type 2 routing header',
      expected: 'none before the Mobility Header',
      got: `one with home address ${routingHomeAddress}`,
    },
  ]
}

function homeAddress({ homeAddress: address }: MobilityPacket): readonly RuleFinding[] {
  if (address === undefined) return []
  return [
    {
      code: 'home-address-option',
      message: 'The packet has a Home Address option in a Destination Options header',
      expected: 'none before the Mobility Header',
      got: `one with home address ${address}`,
    },
  ]
}
