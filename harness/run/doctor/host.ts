import { type Endpoint, type Link, LinkError } from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import { endpointsOf } from '../endpoints.js'
import { type Check, fail, fromLinkError, ok, warn } from './check.js'
import type { InterfaceState, IpRoute } from './iproute.js'

export type OpenLink = (endpoints: readonly Endpoint[]) => Link

const NODE = [20, 19] as const

/** The Node version that package.json asks for. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1])
  return enough
    ? ok('Node.js', version)
    : fail('Node.js', `${version} is too old`, `install Node.js ${NODE.join('.')} or later`)
}

/** May raw IPv6 sockets be opened at all? */
export async function checkRawSocket(open: OpenLink): Promise<Check> {
  const about = 'raw sockets'
  return (await opening(about, open, [])) ?? ok(about, 'may be opened')
}

/** Each address of ours is on its interface, and answers to them can be told apart; `broken` interfaces are left out. */
export async function* checkEndpoints(
  profile: Profile,
  open: OpenLink,
  broken: ReadonlySet<string>,
): AsyncGenerator<Check> {
  const endpoints = endpointsOf(profile)
  let sound = broken.size === 0
  for (const endpoint of endpoints) {
    if (broken.has(endpoint.interface)) continue
    const about = endpoint.anywhere === true ? `our LMAA on ${endpoint.name}` : `address of ${endpoint.name}`
    const trouble = await opening(about, open, [endpoint])
    sound &&= trouble === undefined
    yield trouble ??
      ok(
        about,
        endpoint.anywhere === true
          ? `${endpoint.address} is an address of this host`
          : `${endpoint.address} is on ${endpoint.interface}`,
      )
  }
  if (!sound || endpoints.length < 2) return
  const about = 'addresses together'
  yield (await opening(about, open, endpoints)) ?? ok(about, 'answers to them can be told apart')
}

async function opening(
  about: string,
  open: OpenLink,
  endpoints: readonly Endpoint[],
): Promise<Check | undefined> {
  try {
    await open(endpoints).close()
    return undefined
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
    if (error.kind !== 'interface') return fromLinkError(about, error)
    const name = endpoints[0]?.interface ?? ''
    return fail(
      about,
      error.message.split(';')[0] ?? '',
      `ip link set ${name} up, or correct the profile's interface`,
    )
  }
}

const SMALLEST_MTU = 1280 // RFC 8200 §5

/** Each interface is up, has an MTU that IPv6 can do with, and its addresses may be used; the others go to `broken`. */
export async function* checkInterfaces(
  profile: Profile,
  ip: IpRoute,
  broken: Set<string>,
): AsyncGenerator<Check> {
  if (!(await ip.isThere())) {
    yield warn(
      'ip',
      'the program `ip` is not installed, so MTU, routes and neighbours are not looked at',
      'apt-get install iproute2',
    )
    return
  }
  for (const name of interfacesOf(profile)) {
    const check = wordInterface(name, await ip.interface(name))
    if (check.status === 'fail') broken.add(name)
    yield check
  }
}

function wordInterface(name: string, state: InterfaceState | undefined): Check {
  const about = `interface ${name}`
  if (state === undefined) return fail(about, 'is not there', "make it, or correct the profile's interface")
  const { flags, mtu, unusable } = state
  if (!flags.includes('UP')) return fail(about, 'is down', `ip link set ${name} up`)
  if (!flags.includes('LOWER_UP'))
    return fail(about, 'has no carrier', 'connect the cable, or bring the other side of the link up')
  if (mtu < SMALLEST_MTU)
    return fail(about, `has an MTU of ${mtu}, and IPv6 needs ${SMALLEST_MTU}`, `ip link set ${name} mtu 1500`)
  if (unusable.length > 0)
    return fail(
      about,
      `${unusable.join(', ')} cannot be used: duplicate address detection is not done, or found a duplicate`,
      'wait a second; or add the address with nodad, or use one that nobody else has',
    )
  return ok(about, `is up, MTU ${mtu}`)
}

/** A place that packets go to by an interface. */
interface Way {
  readonly about: string
  readonly address: string
  readonly interface: string
  /** `the LMA at 2001:db8:ff::a`. */
  readonly whom: string
  /** Where the profile says so. */
  readonly field: string
}

/** Each interface has a route to the device that leaves by it; the next hops of those that have go to `nextHops`. */
export async function* checkRoutes(
  profile: Profile,
  ip: IpRoute,
  broken: ReadonlySet<string>,
  nextHops: Map<string, string>,
): AsyncGenerator<Check> {
  if (!(await ip.isThere())) return
  for (const { about, address, interface: name, whom, field } of waysOf(profile)) {
    if (broken.has(name)) continue
    const route = await ip.route(address, name)
    const add = `ip -6 route add ${address} via <next hop> dev ${name}`
    if (typeof route === 'string') yield fail(about, `none to ${whom}: ${route}`, add)
    else if (route.type === 'local')
      yield fail(
        about,
        `the device's address ${address} is one of this host`,
        `correct ${field}, or run in another namespace than the device`,
      )
    else if (route.type !== 'unicast') yield fail(about, `to ${address} is ${route.type}`, add)
    else if (route.device !== name) yield fail(about, `to ${address} leaves by ${route.device}`, add)
    else {
      nextHops.set(name, route.gateway ?? address)
      yield ok(
        about,
        `to ${address} ${route.gateway === undefined ? 'is on the link' : `by ${route.gateway}`}`,
      )
    }
  }
}

/** Towards an LMA its one address over every interface; towards a MAG each of its addresses over that path's. */
function waysOf(profile: Profile): readonly Way[] {
  const { lma, paths } = profile
  if (profile.device.role === 'mag')
    return paths.map(({ name, interface: on, address }, i) => ({
      about: `route to path ${name}`,
      address,
      interface: on,
      whom: `the MAG's address ${address}`,
      field: `paths[${i}].address`,
    }))
  return interfacesOf(profile).map((name) => ({
    about: `route on ${name}`,
    address: lma.address,
    interface: name,
    whom: `the LMA at ${lma.address}`,
    field: 'lma.address',
  }))
}

/** After something was sent: has the next hop's link-layer address been found? */
export async function* checkNeighbours(
  ip: IpRoute,
  nextHops: ReadonlyMap<string, string>,
): AsyncGenerator<Check> {
  for (const [name, address] of nextHops) {
    const about = `neighbour on ${name}`
    const state = await ip.neighbour(address, name)
    const flags = (await ip.interface(name))?.flags ?? []
    if (flags.includes('NOARP') || flags.includes('POINTOPOINT')) yield ok(about, 'this link needs none')
    else if (state === undefined)
      yield warn(about, `nothing is known of ${address}, though packets were sent`)
    else if (state === 'FAILED' || state === 'INCOMPLETE')
      yield fail(
        about,
        `${address} does not answer neighbour solicitations (${state})`,
        'check the next hop, cabling and VLAN, and that no filter drops ICMPv6',
      )
    else yield ok(about, `${address} is ${state}`)
  }
}

function interfacesOf(profile: Profile): readonly string[] {
  const foreign = profile.foreignMag === undefined ? [] : [profile.foreignMag]
  const all = [...profile.paths, ...foreign, ...profile.heartbeat.mags]
  return [...new Set(all.map((each) => each.interface))]
}
