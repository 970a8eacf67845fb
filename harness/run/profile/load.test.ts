import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadProfile, ProfileError, parseProfile } from './load.js'

/** Line 1 to 7; tests append from line 8 on. */
const valid = `device: { name: box, role: lma }
lma: { address: 2001:db8:ff::a }
mag-id: mag-1@example.net
nodes: { multipath: "mn-{n}@example.net" }
paths:
  - { name: wlan, interface: wlan0, address: 2001:db8:1::1, access-technology: 4, label: 9 }
  - { name: lte, interface: lte0, address: 2001:db8:2::1, access-technology: 8, label: 11 }
`
const file = 'profiles/x.yaml'

describe('parseProfile', () => {
  it('fills in every default', () => {
    expect(parseProfile(valid, file)).to.deep.equal({
      source: file,
      directory: resolve('profiles'),
      device: { name: 'box', role: 'lma' },
      edition: 'rfc8278',
      numbers: { multipathBinding: 63, magIdentifier: 64, cannotSupportMultipath: 180 },
      transport: 'ipv6',
      lma: { address: '2001:db8:ff::a' },
      paths: [
        { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1', accessTechnology: 4, label: 9 },
        { name: 'lte', interface: 'lte0', address: '2001:db8:2::1', accessTechnology: 8, label: 11 },
      ],
      magId: 'mag-1@example.net',
      nodes: { multipath: 'mn-{n}@example.net', count: 10_000 },
      claims: {
        multipath: true,
        timestamps: true,
        heartbeat: false,
        ipv4: false,
        gre: false,
        'prefix-delegation': false,
        'flow-bindings': false,
        'service-selection': false,
      },
      stimulus: {},
      lanes: 4,
      timing: { answer: 1000, silence: 2000, attach: 15_000, recovery: 15_000 },
      timers: {
        minDelayBeforeBceDelete: 10_000,
        maxDelayBeforeNewBceAssign: 1500,
        timestampValidityWindow: 300,
      },
      heartbeat: { interval: 60_000, isSet: false, missingAllowed: 3, mags: [] },
      waivers: [],
    })
  })

  it('takes over kinds of nodes that a lab sets up beside the usual ones', () => {
    const more =
      'two-prefixes: "t-{n}", one-mag: "o-{n}", scarce: "f-{n}", scarce-prefixes: 3, preassigned: "p-{n}", preassigned-prefix: "2001:db8:2:{n}::/64"'
    const profile = parseProfile(valid.replace('@example.net" }', `@example.net", ${more} }`), file)
    expect(profile.nodes).to.deep.equal({
      multipath: 'mn-{n}@example.net',
      twoPrefixes: 't-{n}',
      oneMag: 'o-{n}',
      scarce: { template: 'f-{n}', prefixes: 3 },
      preassigned: { template: 'p-{n}', prefix: '2001:db8:2:{n}::/64' },
      count: 10_000,
    })
  })

  it('takes over every value that is written', () => {
    const profile = parseProfile(
      `${valid.replace('"mn-{n}@example.net"', '"m-{n}", single-path: "s-{n}", unknown: "u-{n}", barred: "b-{n}", count: 7')}
edition: draft-06
numbers: { multipath-binding: 200, mag-identifier: 201, cannot-support-multipath: 190 }
transport: ipv6
claims: { timestamps: false, gre: true }
observe: { command: [./show.sh, -v] }
stimulus: { attach: [./ctl, "{node}"], path-up: [./ctl, "{path}"], refresh: [manual] }
lanes: 1
timing: { answer: 1.5s, silence: 300, recovery: 2m }
timers: { min-delay-before-bce-delete: 1s, max-delay-before-new-bce-assign: 0, timestamp-validity-window: 1ms }
variables: { fixed-mag-link-local-address: FE80::1 }
heartbeat: { interval: 30s, missing-allowed: 5, mags: [2001:db8:2::9, { address: 2001:db8:1::9, interface: eth9 }] }
waivers: [{ case: LMA-*, owner: me, reason: why, issue: "#1", expires: 2028-02-29 }]
`,
      file,
    )
    expect(profile.nodes).to.deep.equal({
      multipath: 'm-{n}',
      singlePath: 's-{n}',
      unknown: 'u-{n}',
      barred: 'b-{n}',
      count: 7,
    })
    expect(profile.edition).to.equal('draft-06')
    expect(profile.numbers).to.deep.equal({
      multipathBinding: 200,
      magIdentifier: 201,
      cannotSupportMultipath: 190,
    })
    expect(profile.claims).to.include({ multipath: true, timestamps: false, gre: true, heartbeat: false })
    expect(profile.observe).to.deep.equal({ command: ['./show.sh', '-v'], directory: resolve('profiles') })
    expect(profile.stimulus).to.deep.equal({
      attach: ['./ctl', '{node}'],
      'path-up': ['./ctl', '{path}'],
      refresh: ['manual'],
    })
    expect(profile.lanes).to.equal(1)
    expect(profile.timing).to.deep.equal({ answer: 1500, silence: 300, attach: 15_000, recovery: 120_000 })
    expect(profile.timers).to.deep.equal({
      minDelayBeforeBceDelete: 1000,
      maxDelayBeforeNewBceAssign: 0,
      timestampValidityWindow: 1,
    })
    expect(profile.fixedLinkLocal).to.equal('fe80::1')
    expect(profile.heartbeat).to.deep.equal({
      interval: 30_000,
      isSet: true,
      missingAllowed: 5,
      mags: [
        { address: '2001:db8:2::9', interface: 'lte0' },
        { address: '2001:db8:1::9', interface: 'eth9' },
      ],
    })
    expect(profile.waivers).to.deep.equal([
      { case: 'LMA-*', owner: 'me', reason: 'why', issue: '#1', expires: '2028-02-29' },
    ])
  })

  it('writes addresses in canonical form', () => {
    const profile = parseProfile(valid.replace('2001:db8:1::1', '2001:0DB8:1:0:0::0001'), file)
    expect(profile.paths[0]?.address).to.equal('2001:db8:1::1')
  })

  it('resolves an observe socket from the folder of the profile', () => {
    const profile = parseProfile(`${valid}observe: { socket: run/lma.sock }\n`, file)
    expect(profile.observe).to.deep.equal({ socket: resolve('profiles/run/lma.sock') })
  })

  it('needs no nodes for a MAG under test', () => {
    const profile = parseProfile(valid.replace('role: lma', 'role: mag').replace(/^nodes.*$/m, ''), file)
    expect(profile.nodes.multipath).to.equal('mn-{n}@example.net')
  })

  describe('interface of foreign-mag', () => {
    const interfaceOf = (foreign: string) =>
      parseProfile(`${valid}foreign-mag: ${foreign}\n`, file).foreignMag?.interface

    it('is that of the path in the same /64', () => {
      expect(interfaceOf('2001:db8:2::66')).to.equal('lte0')
    })
    it('is that of the first path when no /64 holds the address', () => {
      expect(interfaceOf('2001:db8:2:1::66')).to.equal('wlan0')
    })
    it('is the one given', () => {
      expect(interfaceOf('{ address: 2001:db8:2::66, interface: eth7 }')).to.equal('eth7')
    })
  })

  it('lists every mistake, in the order of the file, with line, column, field and value', () => {
    const text = valid.replace('label: 9', 'label: 300').replace('2001:db8:2::1', 'ff02::1')
    try {
      parseProfile(`${text}lanes: 0\n`, file)
      expect.fail('accepted')
    } catch (error) {
      if (!(error instanceof ProfileError)) throw error
      expect(error.file).to.equal(file)
      expect(error.problems.map(({ message, ...problem }) => problem)).to.deep.equal([
        { line: 6, column: 83, field: 'paths[0].label', value: 300 },
        { line: 7, column: 35, field: 'paths[1].address', value: 'ff02::1' },
        { line: 8, column: 1, field: 'lanes', value: 0 },
      ])
      expect(error.message).to.equal(error.problems.map((problem) => problem.message).join('\n'))
    }
  })
})

describe('loadProfile', () => {
  const profiles = fileURLToPath(new URL('../../../../profiles/', import.meta.url))
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-'))
  })
  after(() => rm(folder, { recursive: true }))

  const refusal = async (path: string): Promise<string> => {
    try {
      await loadProfile(path)
    } catch (error) {
      if (error instanceof ProfileError) return error.message
      throw error
    }
    return 'accepted'
  }

  it('opens the template for an LMA', async () => {
    const profile = await loadProfile(join(profiles, 'vendor-lma.yaml'))
    expect(profile.device).to.deep.equal({ name: 'my-lma', role: 'lma' })
  })

  it('opens the template for a MAG', async () => {
    const profile = await loadProfile(join(profiles, 'vendor-mag.yaml'))
    expect(profile.device.role).to.equal('mag')
    expect(Object.keys(profile.stimulus)).to.have.members([
      'attach',
      'detach',
      'path-up',
      'path-down',
      'refresh',
    ])
  })

  it('opens the profile of the reference LMA', async () => {
    const profile = await loadProfile(join(profiles, 'reference-lma.yaml'))
    expect(profile.foreignMag).to.deep.equal({ address: '2001:db8:1::66', interface: 'wlan0' })
    expect(profile.observe).to.deep.equal({ socket: join(profiles, 'lma.sock') })
    expect(profile.timers).to.deep.equal({
      minDelayBeforeBceDelete: 1000,
      maxDelayBeforeNewBceAssign: 300,
      timestampValidityWindow: 300,
    })
  })

  it('says that there is no such file', async () => {
    expect(await refusal('no/such.yaml')).to.equal(
      'no/such.yaml: the profile cannot be used: there is no such file',
    )
  })

  it('escapes control characters of the file name', async () => {
    expect(await refusal('\u001b[31m')).to.equal(
      '\\u{1b}[31m: the profile cannot be used: there is no such file',
    )
  })

  it('says that it is a folder', async () => {
    expect(await refusal(folder)).to.match(/: it is a folder$/)
  })

  it('refuses what is no UTF-8', async () => {
    const path = join(folder, 'latin1.yaml')
    await writeFile(path, Buffer.from([0x61, 0x3a, 0x20, 0xe9]))
    expect(await refusal(path)).to.match(/: it is not UTF-8 text$/)
  })

  it('refuses a file that is far too large', async () => {
    const path = join(folder, 'large.yaml')
    await writeFile(path, '#'.repeat(1_048_577))
    expect(await refusal(path)).to.match(/: it is larger than 1 MiB, so it is no profile$/)
  })
})
