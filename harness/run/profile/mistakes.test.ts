import { expect } from 'chai'
import { lines, type Row, refusal, said, unchanged } from './valid-profile.js'

const rows: readonly Row[] = [
  ['a typo', ['label: 9', 'lable: 9'], '', '7: paths[0].lable: unknown field; did you mean "label"?'],
  ['another style of name', ['mag-id', 'magId'], '', '3: magId: unknown field; did you mean "mag-id"?'],
  [
    'a field nobody knows',
    ['role: lma', 'role: lma, colour: red'],
    '',
    '1: device.colour: unknown field; allowed here: name, role, vendor, version',
  ],
  [
    'a number out of range',
    ['label: 9', 'label: 256'],
    '',
    '7: paths[0].label: must be a whole number from 0 to 255, not 256',
  ],
  [
    'an access technology out of range',
    ['access-technology: 8', 'access-technology: -1'],
    '',
    '8: paths[1].access-technology: must be a whole number from 0 to 255, not -1',
  ],
  [
    'a number in quotes',
    ['label: 9', 'label: "9"'],
    '',
    '7: paths[0].label: must be a whole number from 0 to 255, not "9"; write it without quotes',
  ],
  [
    'a version without quotes',
    ['role: lma', 'role: lma, version: 7.2'],
    '',
    '1: device.version: must be a text, not 7.2; put it in quotes to make it text',
  ],
  ['another role', ['role: lma', 'role: mn'], '', '1: device.role: must be lma or mag, not "mn"'],
  [
    'a name that leaves the results folder',
    ['name: box', 'name: ../box'],
    '',
    '1: device.name: must be 1 to 64 letters, digits, dots, hyphens or underscores, starting with a letter or digit, not "../box"',
  ],
  [
    'another edition',
    unchanged,
    'edition: rfc8728',
    '9: edition: must be rfc8278 or draft-06, not "rfc8728"',
  ],
  [
    'a transport that is not built',
    unchanged,
    'transport: ipv4-udp',
    '9: transport: ipv4-udp is not supported yet; it must be ipv6',
  ],
  ['a transport that is none', unchanged, 'transport: tcp', '9: transport: must be ipv6, not "tcp"'],
  [
    'an empty field',
    unchanged,
    'lanes:',
    '9: lanes: empty; it must be a whole number from 1 to 256, or the line can go',
  ],
  ['yes for true', unchanged, 'claims: { gre: yes }', '9: claims.gre: must be true or false, not "yes"'],
  [
    'two paths of one name',
    ['name: lte', 'name: wlan'],
    '',
    '8: paths[1].name: must be a name of its own; "wlan" is paths[0].name already',
  ],
  [
    'a path named as the reports name the foreign MAG',
    ['name: lte', 'name: foreign-mag'],
    '',
    '8: paths[1].name: must not be foreign-mag, a name of the reports',
  ],
  [
    'an interface name that is none',
    ['lte0', '"lte0; reboot"'],
    '',
    '8: paths[1].interface: must be an interface name: 1 to 15 letters, digits or _ . : -, not "lte0; reboot"',
  ],
  [
    'an interface name of 16 characters',
    ['lte0', 'abcdefghijklmnop'],
    '',
    '8: paths[1].interface: must be an interface name: 1 to 15 letters, digits or _ . : -, not "abcdefghijklmnop"',
  ],
  [
    'no MAG identifier',
    ['mag-1@example.net', '""'],
    '',
    '3: mag-id: must be an identifier without spaces, such as mag-1@example.net, not ""',
  ],
  [
    'a MAG identifier that its option cannot hold',
    ['mag-1@example.net', 'é'.repeat(127)],
    '',
    '3: mag-id: must be at most 253 octets to fit its option, not 254',
  ],
  [
    'a template without {n}',
    ['mn-{n}@', 'mn@'],
    '',
    '4: nodes.multipath: must be an identifier without spaces in which {n} stands for the number, such as mn-{n}@example.net, not "mn@example.net"',
  ],
  [
    'a template too long with its last number',
    ['mn-{n}@example.net', `${'m'.repeat(250)}{n}`],
    '',
    '4: nodes.multipath: must be at most 254 octets to fit its option, not 255',
  ],
  [
    'templates that make the same node',
    ['mn-{n}@example.net"', 'mn-{n}", unknown: "mn-1{n}"'],
    '',
    '4: nodes.unknown: must name other nodes than nodes.multipath; both make "mn-11"',
  ],
  [
    'a small pool of unknown size',
    ['mn-{n}@example.net"', 'mn-{n}", scarce: "few-{n}"'],
    '',
    '4: nodes.scarce-prefixes: missing; with nodes.scarce it must say how many prefixes their pool has',
  ],
  [
    'a prefix of no nodes',
    ['mn-{n}@example.net"', 'mn-{n}", preassigned-prefix: "2001:db8:{n}::/64"'],
    '',
    '4: nodes.preassigned: missing; nodes.preassigned-prefix is about these nodes',
  ],
  [
    'a prefix that cannot be that of each node',
    ['mn-{n}@example.net"', 'mn-{n}", preassigned: "o-{n}", preassigned-prefix: "2001:db8:1{n}::/64"'],
    '',
    '4: nodes.preassigned-prefix: must be an IPv6 prefix for each {n} up to 10000 (2710 in hexadecimal), not "2001:db8:1{n}::/64"',
  ],
  [
    'an LMA without nodes',
    ['nodes: { multipath: "mn-{n}@example.net" }', ''],
    '',
    '1: nodes: missing; with role lma it must give nodes.multipath, the nodes the device accepts',
  ],
  ['both kinds of observe', unchanged, 'observe: { command: [a], socket: b }', 'observe'],
  [
    'a command line instead of a list',
    unchanged,
    'observe: { command: ./show.sh -v }',
    '9: observe.command: must be a list of the program and its arguments, such as [./adapter.sh, show], not "./show.sh -v"',
  ],
  [
    'a number among the arguments',
    unchanged,
    'observe: { command: [./show.sh, 1] }',
    '9: observe.command[1]: must be a text, not 1; put it in quotes to make it text',
  ],
  [
    'a stimulus that names no node',
    unchanged,
    'stimulus: { attach: [./ctl, attach] }',
    '9: stimulus.attach: must contain {node}, which the run replaces',
  ],
  [
    'a stimulus that names no path',
    unchanged,
    'stimulus: { path-down: [./ctl, "{node}"] }',
    '9: stimulus.path-down: must contain {path}, which the run replaces',
  ],
  [
    'a fixed link-local address that is none',
    unchanged,
    'variables: { fixed-mag-link-local-address: 2001:db8::1 }',
    '9: variables.fixed-mag-link-local-address: must be a link-local address such as fe80::200:5eff:fe00:5213, or ::, not "2001:db8::1"',
  ],
  [
    'an address of the Heartbeat cases that is a path',
    unchanged,
    'heartbeat: { mags: [2001:db8:1::1] }',
    '9: heartbeat.mags[0]: must be an address of its own; 2001:db8:1::1 is paths[0].address already',
  ],
  [
    'a duration without unit',
    unchanged,
    'timing: { answer: "1" }',
    '9: timing.answer: must be a duration such as 300ms, 1.5s or 2m, or a number of milliseconds, not "1"',
  ],
  ['no time at all', unchanged, 'timing: { answer: 0s }', '9: timing.answer: must be at least 1ms, not "0s"'],
  [
    'a wait of a day',
    unchanged,
    'timers: { timestamp-validity-window: 1440m }',
    '9: timers.timestamp-validity-window: must be at most 60m, not "1440m"',
  ],
  [
    'an option type in use',
    unchanged,
    'numbers: { multipath-binding: 27 }',
    '9: numbers.multipath-binding: must not be 27, the type of the Timestamp option',
  ],
  [
    'one number for two options',
    unchanged,
    'numbers: { mag-identifier: 63 }',
    '9: numbers.mag-identifier: must differ from the type of the other option; both are 63',
  ],
  [
    'a status that is no rejection',
    unchanged,
    'numbers: { cannot-support-multipath: 6 }',
    '9: numbers.cannot-support-multipath: must be a rejection status, a whole number from 128 to 255, not 6',
  ],
  [
    'a waiver until a day that does not exist',
    unchanged,
    'waivers: [{ case: a, owner: b, reason: c, issue: d, expires: 2027-02-29 }]',
    '9: waivers[0].expires: must be a day of the calendar, not 2027-02-29',
  ],
  [
    'a waiver without owner',
    unchanged,
    'waivers: [{ case: a, reason: c, issue: d, expires: 2027-02-28 }]',
    '9: waivers[0].owner: missing; it must be a text',
  ],
  ['nodes mistyped', ['nodes:', 'node:'], '', '4: node: unknown field; did you mean "nodes"?'],
]

describe('mistakes in a profile', () => {
  it('the profile they are made in is valid', () => {
    expect(said(unchanged)).to.equal('accepted')
  })

  for (const [name, change, appended, sentence] of rows) {
    it(name, () => {
      const message = said(change, appended)
      if (sentence === 'observe') {
        expect(message).to.match(
          /^profiles\/x\.yaml:9: observe: must have either command or socket, and only one/,
        )
      } else expect(message).to.equal(`profiles/x.yaml:${sentence}`)
    })
  }

  it('a required part that is missing says what it is', () => {
    expect(refusal('device: { name: box, role: mag }').split('\n')).to.deep.equal([
      'profiles/x.yaml:1: lma: missing; it must be a mapping with address',
      'profiles/x.yaml:1: paths: missing; it must be a list of 1 to 16 paths',
      'profiles/x.yaml:1: mag-id: missing; it must be an identifier without spaces, such as mag-1@example.net',
    ])
  })

  it('a stimulus that names nodes needs nodes', () => {
    const text = lines
      .join('\n')
      .replace('role: lma', 'role: mag')
      .replace(/^nodes.*$/m, '')
    expect(refusal(`${text}\nstimulus: { attach: [./ctl, "{node}"] }\n`)).to.equal(
      'profiles/x.yaml:1: nodes: missing; stimulus names {node}, so it must give nodes.multipath',
    )
  })
})
