import raw from 'raw-socket'
import { type Endpoint, RawIPv6Link, systemClock } from '../link/index.js'
import type { Profile } from '../model/index.js'
import {
  type Composer,
  compose,
  countingTrace,
  Mag,
  type MobileNode,
  type NodePool,
  unlearnedFacts,
} from '../roles/index.js'
import { endpointsOf } from '../run/endpoints.js'
import { buildIPv6, encode } from '../wire/index.js'

const EXCHANGES = 20_000
/** So many nodes are refreshed side by side. */
const WINDOW = 64
const TRIES = 3
const tag = { step: 'bench' }

/** PBU/PBA exchanges a second of the emulated MAG, refreshing nodes: composing, encoding, matching, decoding and all. */
export function magExchanges(pool: NodePool): Promise<number> {
  return withMag(pool, 0, async (mag, endpoint) => {
    const nodes = await registered(mag, endpoint, pool)
    let left = EXCHANGES
    const rate = await timed(() =>
      Promise.all(
        nodes.map(async (node) => {
          while (left-- > 0) await mag.insist(node, endpoint, 'refresh', {}, tag, TRIES)
        }),
      ),
    )
    await released(mag, nodes)
    return rate
  })
}

/** The same PBUs to the same LMA, made beforehand, from a bare raw socket that only counts what comes back. */
export async function bareExchanges(pool: NodePool): Promise<number> {
  const nodes = await withMag(pool, 0, (mag, endpoint) => registered(mag, endpoint, pool))
  const rate = await bare(pool.profile, refreshes(pool.profile, nodes))
  await withMag(pool, WINDOW + EXCHANGES, (mag) => released(mag, nodes))
  return rate
}

async function withMag<T>(
  nodes: NodePool,
  firstSequence: number,
  work: (mag: Mag, endpoint: Endpoint) => Promise<T>,
): Promise<T> {
  const link = new RawIPv6Link(endpointsOf(nodes.profile))
  const mag = new Mag({
    ...composer(nodes.profile),
    link,
    trace: countingTrace(),
    nodes,
    firstSequence,
    onFault: (error) => {
      throw error
    },
  })
  try {
    return await work(mag, firstOf(link.endpoints))
  } finally {
    await link.close()
  }
}

/** PBUs are told apart by sequence numbers: a Timestamp made beforehand would be too old. */
function composer(profile: Profile): Composer {
  return { profile, facts: { ...unlearnedFacts(false), spacing: 0 }, clock: systemClock }
}

function registered(mag: Mag, endpoint: Endpoint, pool: NodePool): Promise<readonly MobileNode[]> {
  return Promise.all(
    Array.from({ length: WINDOW }, async () => {
      const node = await pool.take()
      await mag.insist(node, endpoint, 'register', {}, tag, TRIES)
      return node
    }),
  )
}

async function released(mag: Mag, nodes: readonly MobileNode[]): Promise<void> {
  for (const node of nodes) await mag.release(node, tag)
}

/** IPv6 packets: refreshes of each node in turn, in the order of their sequence numbers. */
function refreshes(profile: Profile, nodes: readonly MobileNode[]): readonly Buffer[] {
  const endpoint = firstOf(endpointsOf(profile))
  const addresses = { source: endpoint.address, destination: profile.lma.address }
  return Array.from({ length: EXCHANGES }, (_, i) => {
    const node = firstOf(nodes.slice(i % WINDOW))
    const message = compose(composer(profile), node, endpoint, 'refresh', WINDOW + 1 + i, {})
    return Buffer.from(buildIPv6({ ...addresses, payload: encode(message, addresses) }))
  })
}

function bare(profile: Profile, packets: readonly Buffer[]): Promise<number> {
  const socket = raw.createSocket({ addressFamily: raw.AddressFamily.IPv6, protocol: 135, bufferSize: 65536 })
  held.add(socket)
  const device = Buffer.from(`${firstOf(profile.paths).interface}\0`)
  socket.setOption(raw.SocketLevel.SOL_SOCKET, 25, device, device.length)
  socket.setOption(raw.SocketLevel.SOL_SOCKET, 33, 8 * 1024 * 1024)
  socket.setOption(raw.SocketLevel.IPPROTO_IPV6, 36, 1)
  const rate = timed(
    () =>
      new Promise<void>((done, fail) => {
        let sent = 0
        let answered = 0
        const send = () => {
          const packet = packets[sent++]
          if (packet !== undefined) socket.send(packet, 0, packet.length, profile.lma.address, () => {})
        }
        socket.on('message', (octets) => {
          const status = octets[6]
          if (status !== 0) fail(new Error(`a PBU made beforehand is answered with status ${status}`))
          if (++answered === packets.length) done()
          else send()
        })
        for (let i = 0; i < WINDOW; i++) send()
      }),
  )
  return rate.finally(() => {
    socket.close()
    held.delete(socket)
  })
}

/** raw-socket does not keep a socket alive that nobody else holds. */
const held = new Set<object>()

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (EXCHANGES * 1000) / (performance.now() - started)
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items
  if (first === undefined) throw new Error('there is none')
  return first
}
