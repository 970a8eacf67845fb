import { expect } from 'chai'
import { type Endpoint, type Link, LinkError } from '../../link/index.js'
import { parseProfile } from '../profile/load.js'
import { lines } from '../profile/valid-profile.js'
import type { Check } from './check.js'
import {
  checkEndpoints,
  checkInterfaces,
  checkNeighbours,
  checkNode,
  checkRawSocket,
  checkRoutes,
} from './host.js'
import { IpRoute, type ProgramResult } from './iproute.js'

const profile = parseProfile(lines.join('\n'), 'profiles/x.yaml')

/** Answers of `ip`, by words that the command line contains; `[]` to all others. */
function fakeIp(answers: Readonly<Record<string, object | ProgramResult>>): IpRoute {
  return new IpRoute((argv) => {
    const line = argv.join(' ')
    const found = Object.entries(answers).find(([words]) => line.includes(words))?.[1] ?? []
    const result = 'code' in found ? (found as ProgramResult) : printed(found)
    return Promise.resolve(result)
  })
}
const printed = (value: object): ProgramResult => ({ code: 0, stdout: JSON.stringify(value), stderr: '' })
const noIp = new IpRoute(() => Promise.resolve(undefined))

const up = { flags: ['BROADCAST', 'UP', 'LOWER_UP'], mtu: 1500, addr_info: [] }

function fakeOpen(refuses: (endpoints: readonly Endpoint[]) => LinkError | undefined) {
  return (endpoints: readonly Endpoint[]): Link => {
    const error = refuses(endpoints)
    if (error !== undefined) throw error
    return { endpoints, send: () => Promise.resolve(), listen: () => {}, close: () => Promise.resolve() }
  }
}

async function all(checks: AsyncGenerator<Check>): Promise<readonly Check[]> {
  const found: Check[] = []
  for await (const check of checks) found.push(check)
  return found
}
const short = (checks: readonly Check[]) => checks.map(({ status, about }) => `${status} ${about}`)

describe('doctor: host', () => {
  it('wants the Node.js that package.json asks for', () => {
    expect(['18.20.0', '20.18.9', '20.19.0', '22.1.0'].map((v) => checkNode(v).status)).to.deep.equal([
      'fail',
      'fail',
      'ok',
      'ok',
    ])
  })

  it('tells a missing right, with its fix apart', async () => {
    const error = new LinkError(
      'privilege',
      'raw sockets are not permitted to this user: run as root, or grant the capability',
    )
    expect(await checkRawSocket(fakeOpen(() => error))).to.deep.equal({
      status: 'fail',
      about: 'raw sockets',
      says: 'raw sockets are not permitted to this user',
      fix: 'run as root, or grant the capability',
    })
    expect((await checkRawSocket(fakeOpen(() => undefined))).status).to.equal('ok')
  })

  it('tells interfaces that are missing, down, without carrier, or too small', async () => {
    const told = async (state: object) => {
      const broken = new Set<string>()
      const [wlan, lte] = await all(
        checkInterfaces(profile, fakeIp({ 'dev wlan0': [state], 'dev lte0': [up] }), broken),
      )
      expect(lte?.status).to.equal('ok')
      expect([...broken]).to.deep.equal(wlan?.status === 'fail' ? ['wlan0'] : [])
      return wlan?.says
    }
    expect(await told({})).to.equal('is not there')
    expect(await told({ ...up, flags: [] })).to.equal('is down')
    expect(await told({ ...up, flags: ['UP', 'NO-CARRIER'] })).to.equal('has no carrier')
    expect(await told({ ...up, mtu: 1279 })).to.contain('1279')
    expect(await told({ ...up, addr_info: [{ local: '2001:db8:1::1', dadfailed: true }] })).to.contain(
      '2001:db8:1::1 cannot be used',
    )
    expect(await told({ ...up, mtu: 1280 })).to.equal('is up, MTU 1280')
  })

  it('only warns when ip is not installed', async () => {
    expect(short(await all(checkInterfaces(profile, noIp, new Set())))).to.deep.equal(['warn ip'])
    expect(await all(checkRoutes(profile, noIp, new Set(), new Map()))).to.be.empty
  })

  it('looks at each address, and at all together only when each is sound', async () => {
    const wrong = new LinkError('address', 'address 2001:db8:2::1 is not on interface lte0; add it: ip …')
    const sound = await all(
      checkEndpoints(
        profile,
        fakeOpen(() => undefined),
        new Set(),
      ),
    )
    expect(short(sound)).to.deep.equal(['ok address of wlan', 'ok address of lte', 'ok addresses together'])
    const one = await all(
      checkEndpoints(
        profile,
        fakeOpen((e) => (e[0]?.name === 'lte' ? wrong : undefined)),
        new Set(),
      ),
    )
    expect(short(one)).to.deep.equal(['ok address of wlan', 'fail address of lte'])
    expect(one[1]?.fix).to.equal('add it: ip …')
    const twins = await all(
      checkEndpoints(
        profile,
        fakeOpen((e) => (e.length > 1 ? wrong : undefined)),
        new Set(),
      ),
    )
    expect(short(twins).at(-1)).to.equal('fail addresses together')
    expect(
      short(
        await all(
          checkEndpoints(
            profile,
            fakeOpen(() => undefined),
            new Set(['lte0']),
          ),
        ),
      ),
    ).to.deep.equal(['ok address of wlan'])
  })

  it('tells routes that are missing, local, unreachable, or leave elsewhere', async () => {
    const told = async (answer: object) => {
      const hops = new Map<string, string>()
      const [wlan] = await all(
        checkRoutes(profile, fakeIp({ 'oif wlan0': answer, 'oif lte0': [{ dev: 'lte0' }] }), new Set(), hops),
      )
      expect(hops.get('lte0')).to.equal('2001:db8:ff::a')
      return [wlan?.status, wlan?.says, hops.get('wlan0')]
    }
    const refused = { code: 2, stdout: '', stderr: 'RTNETLINK answers: Network is unreachable' }
    expect(await told(refused)).to.deep.equal([
      'fail',
      'none to the LMA at 2001:db8:ff::a: Network is unreachable',
      undefined,
    ])
    expect((await told([{ type: 'local', dev: 'lo' }]))[1]).to.contain('one of this host')
    expect((await told([{ type: 'unreachable', dev: 'lo' }]))[1]).to.contain('is unreachable')
    expect((await told([{ dev: 'eth0', gateway: 'fe80::1' }]))[1]).to.contain('leaves by eth0')
    expect(await told([{ dev: 'wlan0', gateway: 'fe80::1' }])).to.deep.equal([
      'ok',
      'to 2001:db8:ff::a by fe80::1',
      'fe80::1',
    ])
  })

  it('tells next hops that do not answer', async () => {
    const told = async (state: object, link: object = up) =>
      (
        await all(
          checkNeighbours(fakeIp({ neighbour: state, address: [link] }), new Map([['wlan0', 'fe80::1']])),
        )
      )[0]?.status
    expect(await told([{ state: ['REACHABLE'] }])).to.equal('ok')
    expect(await told([{ state: ['FAILED'] }])).to.equal('fail')
    expect(await told([{ state: ['INCOMPLETE'] }])).to.equal('fail')
    expect(await told([])).to.equal('warn')
    expect(await told([], { ...up, flags: ['UP', 'NOARP'] })).to.equal('ok')
  })
})
