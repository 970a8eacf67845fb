import { expect } from 'chai'
import { type Row, said, unchanged } from './valid-profile.js'

const rows: readonly Row[] = [
  [
    'no address',
    ['2001:db8:ff::a', '2001:db8:ff::a/64'],
    '',
    '2: lma.address: must be an IPv6 address such as 2001:db8:1::1, without prefix length or zone, not "2001:db8:ff::a/64"',
  ],
  [
    'a multicast address',
    ['2001:db8:2::1', 'FF02::1'],
    '',
    '8: paths[1].address: must be a global unicast IPv6 address; ff02::1 is a multicast address',
  ],
  [
    'a link-local address',
    ['2001:db8:2::1', 'fe80::1'],
    '',
    '8: paths[1].address: must be a global unicast IPv6 address; fe80::1 is a link-local address',
  ],
  [
    'the unspecified address',
    ['2001:db8:2::1', '"::"'],
    '',
    '8: paths[1].address: must be a global unicast IPv6 address; :: is the unspecified address',
  ],
  [
    'the loopback address',
    ['2001:db8:2::1', '0::1'],
    '',
    '8: paths[1].address: must be a global unicast IPv6 address; ::1 is the loopback address',
  ],
  [
    'an IPv4-mapped address',
    ['2001:db8:2::1', '::ffff:192.0.2.1'],
    '',
    '8: paths[1].address: must be a global unicast IPv6 address; ::ffff:192.0.2.1 is an IPv4-mapped address',
  ],
  [
    'one address for two paths, written in two ways',
    ['2001:db8:2::1', '2001:DB8:1:0::1'],
    '',
    '8: paths[1].address: must be an address of its own; 2001:db8:1::1 is paths[0].address already',
  ],
  [
    'the LMA at the address of a path',
    ['2001:db8:ff::a', '2001:db8:2::1'],
    '',
    '2: lma.address: must be an address of its own; 2001:db8:2::1 is paths[1].address already',
  ],
  [
    'a foreign MAG at the address of a path',
    unchanged,
    'foreign-mag: 2001:db8:1::1',
    '9: foreign-mag: must be an address of its own; 2001:db8:1::1 is paths[0].address already',
  ],
  [
    'a foreign MAG at the address of the LMA',
    unchanged,
    'foreign-mag: { address: 2001:db8:ff::a }',
    '9: foreign-mag.address: must be an address of its own; 2001:db8:ff::a is lma.address already',
  ],
]

describe('addresses of a profile', () => {
  for (const [name, change, appended, sentence] of rows) {
    it(name, () => {
      expect(said(change, appended)).to.equal(`profiles/x.yaml:${sentence}`)
    })
  }
})
