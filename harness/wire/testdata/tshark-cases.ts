import type { Message } from '../message.js'
import { type Option, option } from '../options.js'

/**
 * A message, and what tshark has to say of it, by its field names. Left out is what tshark 4.0 gets wrong or does not
 * know: status texts of the Binding Acknowledgement, the Binding Revocation Acknowledgement and the IPv4 Home Address
 * Reply from old drafts, options 62 to 64 and their Length, a warning about an empty Mobile Node Identifier, and the
 * MH checksum, which it shows and never verifies.
 */
export interface TsharkCase {
  readonly title: string
  readonly message: Message
  readonly fields: Readonly<Record<string, string>>
}

const text = (value: string) => new TextEncoder().encode(value)
const update = (title: string, given: Option, fields: Readonly<Record<string, string>>): TsharkCase => ({
  title,
  message: { kind: 'binding-update', sequence: 1, flags: 0x8200, lifetime: 75, options: [given] },
  fields,
})
const PREFIX = '2001:db8:100::'

const MESSAGES: readonly TsharkCase[] = [
  {
    title: 'Binding Refresh Request',
    message: { kind: 'binding-refresh-request', options: [] },
    fields: { 'mip6.mhtype': '0', 'mip6.hlen': '0', 'mip6.proto': '59' },
  },
  {
    title: 'Proxy Binding Update',
    message: { kind: 'binding-update', sequence: 0xabcd, flags: 0x8200, lifetime: 75, options: [] },
    fields: {
      'mip6.mhtype': '5',
      'mip6.hlen': '1',
      'mip6.bu.seqnr': '43981',
      'mip6.bu.lifetime': '75',
      'mip6.bu.a_flag': '1',
      'mip6.bu.h_flag': '0',
      'mip6.bu.l_flag': '0',
      'mip6.bu.k_flag': '0',
      'mip6.bu.m_flag': '0',
      'mip6.nemo.bu.r_flag': '0',
      'mip6.bu.p_flag': '1',
      'mip6.bu.f_flag': '0',
      'mip6.bu.t_flag': '0',
      'mip6.bu.b_flag': '0',
    },
  },
  {
    title: 'Binding Update with the other flags',
    message: { kind: 'binding-update', sequence: 0, flags: 0x7dc0, lifetime: 0xffff, options: [] },
    fields: {
      'mip6.bu.lifetime': '65535',
      'mip6.bu.a_flag': '0',
      'mip6.bu.h_flag': '1',
      'mip6.bu.l_flag': '1',
      'mip6.bu.k_flag': '1',
      'mip6.bu.m_flag': '1',
      'mip6.nemo.bu.r_flag': '1',
      'mip6.bu.p_flag': '0',
      'mip6.bu.f_flag': '1',
      'mip6.bu.t_flag': '1',
      'mip6.bu.b_flag': '1',
    },
  },
  {
    title: 'Proxy Binding Acknowledgement',
    message: {
      kind: 'binding-acknowledgement',
      status: 157,
      flags: 0x20,
      sequence: 258,
      lifetime: 10,
      options: [],
    },
    fields: {
      'mip6.mhtype': '6',
      'mip6.ba.status': '157',
      'mip6.ba.k_flag': '0',
      'mip6.nemo.ba.r_flag': '0',
      'mip6.ba.p_flag': '1',
      'mip6.ba.t_flag': '0',
      'mip6.ba.b_flag': '0',
      'mip6.ba.seqnr': '258',
      'mip6.ba.lifetime': '10',
    },
  },
  {
    title: 'Binding Error',
    message: { kind: 'binding-error', status: 1, homeAddress: '2001:db8::7', options: [] },
    fields: { 'mip6.mhtype': '7', 'mip6.be.status': '1', 'mip6.be.haddr': '2001:db8::7' },
  },
  {
    title: 'Heartbeat',
    message: { kind: 'heartbeat', flags: 1, sequence: 0xdeadbeef, options: [] },
    fields: {
      'mip6.mhtype': '13',
      'mip6.hb.u_flag': '0',
      'mip6.hb.r_flag': '1',
      'mip6.hb.seqnr': '3735928559',
    },
  },
  {
    title: 'Binding Revocation Indication',
    message: { kind: 'binding-revocation-indication', trigger: 128, sequence: 7, flags: 0xa000, options: [] },
    fields: {
      'mip6.mhtype': '16',
      'mip6.bri_br.type': '1',
      'mip6.bri_r.trigger': '128',
      'mip6.bri_seqnr': '7',
      'mip6.bri_ip': '1',
      'mip6.bri_iv': '0',
      'mip6.bri_ig': '1',
    },
  },
  {
    title: 'Binding Revocation Acknowledgement',
    message: {
      kind: 'binding-revocation-acknowledgement',
      status: 128,
      sequence: 8,
      flags: 0x4000,
      options: [],
    },
    fields: {
      'mip6.bri_br.type': '2',
      'mip6.bri_status': '128',
      'mip6.bri_seqnr': '8',
      'mip6.bri_ap': '0',
      'mip6.bri_av': '1',
      'mip6.bri_ag': '0',
    },
  },
]

const OPTIONS: readonly TsharkCase[] = [
  update('option 2', option('binding-refresh-advice', { interval: 4660 }), { 'mip6.bra.interval': '4660' }),
  update('option 3', option('alternate-care-of-address', { address: '2001:db8:a::2' }), {
    'mip6.acoa.acoa': '2001:db8:a::2',
  }),
  update('option 6', option('mobile-network-prefix', { prefix: PREFIX, prefixLength: 56 }), {
    'mip6.nemo.mnp.pfl': '56',
    'mip6.nemo.mnp.mnp': PREFIX,
  }),
  update('option 8', option('mobile-node-identifier', { subtype: 1, identifier: text('mn1@example.com') }), {
    'mip6.mnid.subtype': '1',
    'mip6.mnid.identifier': 'mn1@example.com',
  }),
  update('option 19', option('vendor-specific', { vendorId: 32473, subtype: 9, data: text('x') }), {
    'mip6.vsm.vendorId': '32473',
    'mip6.vsm.subtype': '9',
  }),
  update('option 20', option('service-selection', { identifier: text('internet') }), {
    'mip6.ss.identifier': 'internet',
  }),
  update('option 22', option('home-network-prefix', { prefix: PREFIX, prefixLength: 64 }), {
    'mip6.nemo.mnp.pfl': '64',
    'mip6.nemo.mnp.mnp': PREFIX,
  }),
  update('option 23', option('handoff-indicator', { value: 3 }), { 'mip6.hi': '3' }),
  update('option 24', option('access-technology-type', { value: 4 }), { 'mip6.att': '4' }),
  update(
    'option 25',
    option('mobile-node-link-layer-identifier', { identifier: Uint8Array.of(2, 0, 0, 0, 0, 1) }),
    {
      'mip6.mnlli.lli': '020000000001',
    },
  ),
  update('option 26', option('link-local-address', { address: 'fe80::55' }), { 'mip6.lila_lla': 'fe80::55' }),
  update('option 27', option('timestamp', { timestamp: 0x6774_8580_8000n }), {
    'mip6.timestamp_tmp': 'Jan  1, 2025 00:00:00.500000000 UTC',
  }),
  update('option 28', option('restart-counter', { counter: 77 }), { 'mip6.rc': '77' }),
  update(
    'option 29',
    option('ipv4-home-address', { prefixLength: 24, prefixRequested: true, address: '192.0.2.7' }),
    {
      'mip6.ipv4ha.preflen': '24',
      'mip6.ipv4ha.p_flag': '1',
      'mip6.ipv4ha.ha': '192.0.2.7',
    },
  ),
  update('option 31', option('nat-detection', { forced: true, refreshTime: 110 }), {
    'mip6.natd.f_flag': '1',
    'mip6.natd.refresh_t': '110',
  }),
  update('option 32', option('ipv4-care-of-address', { address: '192.0.2.8' }), {
    'mip6.ipv4coa.addr': '192.0.2.8',
  }),
  update('option 33', option('gre-key', { key: 305419896 }), { 'mip6.gre_key': '305419896' }),
  update(
    'option 35',
    option('binding-identifier', { bid: 513, status: 4, simultaneous: true, careOf: '2001:db8::9' }),
    {
      'mip6.bi.bid': '513',
      'mip6.bi.status': '4',
      'mip6.bi.h_flag': '1',
      'mip6.bi.coa_ipv6': '2001:db8::9',
    },
  ),
  update('option 36', option('ipv4-home-address-request', { prefixLength: 24, address: '192.0.2.9' }), {
    'mip6.ipv4ha.preflen': '24',
    'mip6.ipv4ha.ha': '192.0.2.9',
  }),
  update(
    'option 37',
    option('ipv4-home-address-reply', { status: 0, prefixLength: 24, address: '192.0.2.9' }),
    {
      'mip6.ipv4ha.preflen': '24',
      'mip6.ipv4ha.ha': '192.0.2.9',
    },
  ),
  update('option 38', option('ipv4-default-router-address', { address: '192.0.2.1' }), {
    'mip6.ipv4dra.dra': '192.0.2.1',
  }),
  update('option 39', option('ipv4-dhcp-support-mode', { server: true }), { 'mip6.ipv4dsm.s_flag': '1' }),
  update('option 41', option('lma-address', { code: 1, address: '2001:db8::a' }), {
    'mip6.lmaa.opt_code': '1',
    'mip6.lmaa.ipv6': '2001:db8::a',
  }),
  update(
    'option 52',
    option('access-network-identifier', {
      subOptions: [{ kind: 'operator-identifier', operatorIdType: 2, identifier: text('example') }],
    }),
    { 'mip6.acc_net_id.ani': '3', 'mip6.acc_net_id.op_id.type': '2' },
  ),
  update('option 55', option('delegated-mobile-network-prefix', { prefixLength: 56, prefix: PREFIX }), {
    'mip6.dmnp.v_flag': '0',
    'mip6.dmnp.prefix_len': '56',
    'mip6.dmnp.dmnp_ipv6': PREFIX,
  }),
  update(
    'option 55, IPv4',
    option('delegated-mobile-network-prefix', { isIPv4: true, prefixLength: 24, prefix: '192.0.2.0' }),
    {
      'mip6.dmnp.v_flag': '1',
      'mip6.dmnp.prefix_len': '24',
      'mip6.dmnp.dmnp_ipv4': '192.0.2.0',
    },
  ),
  // Of these it knows no more than that they are there.
  update('option 44', option('flow-summary', { flowIds: [1, 2] }), { 'mip6.mobility_opt': '44' }),
  update('option 45', option('flow-identification', { flowId: 1, priority: 2 }), {
    'mip6.mobility_opt': '45',
  }),
  update('option 62', option('lma-controlled-mag-parameters'), { 'mip6.mobility_opt': '62' }),
  update('option 63', option('mag-multipath-binding', { bid: 1 }), { 'mip6.mobility_opt': '63' }),
  update('option 64', option('mag-identifier', { subtype: 1 }), { 'mip6.mobility_opt': '64' }),
]

export const TSHARK_CASES: readonly TsharkCase[] = [...MESSAGES, ...OPTIONS]
