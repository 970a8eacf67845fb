import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Profile } from '../model/index.js'
import { areRunning, ipBatch, LabError } from './commands.js'

/** A reference device in a namespace of its own, joined to ours by one veth link per path. */
export interface EmbeddedDevice {
  /** The profile as this lab makes it true. */
  readonly profile: Profile
  /** Its process, and so its network namespace. */
  readonly pid: number
  /** Tells the device what to be from now on: it starts anew, with an empty binding cache. */
  order(orders: object): Promise<void>
  close(): Promise<void>
}

/** The sockets a reference device is started with. */
export interface DeviceSockets {
  readonly observe: string
  readonly control: string
}

const READY_MS = 10_000
const CARRIER_MS = 3000
/** Interface numbers of our ends of the links: beyond those that the kernel gives. */
const FIRST_INDEX = 1001

/**
 * Starts the reference LMA in a namespace of its own and joins it to ours, which must be a fresh one: `wlan` and
 * `lte` are veth links, the LMAA sits on the device's loopback. `serve` is the command line that starts the device
 * with its sockets; it prints a line when it is ready and ends when its standard input closes.
 */
export async function startEmbeddedLma(
  profile: Profile,
  serve: (sockets: DeviceSockets) => readonly string[],
): Promise<EmbeddedDevice> {
  const { sockets, close, pid } = await startDevice(profile, serve)
  await joined(profile, { careOf: undefined, anchor: pid }, close)
  return {
    profile: { ...profile, observe: { socket: sockets.observe }, stimulusSocket: sockets.control },
    pid,
    order: (orders) => order(sockets.control, orders),
    close,
  }
}

/** The same for the reference MAG: its proxy care-of addresses are on its side, the LMAA is ours. */
export async function startEmbeddedMag(
  profile: Profile,
  serve: (sockets: DeviceSockets) => readonly string[],
): Promise<EmbeddedDevice> {
  const { sockets, close, pid } = await startDevice(profile, serve)
  await joined(profile, { careOf: pid, anchor: undefined }, close)
  return {
    // A process for each stimulus would take most of the run's time.
    profile: { ...profile, stimulusSocket: sockets.control },
    pid,
    order: (orders) => order(sockets.control, orders),
    close,
  }
}

async function startDevice(profile: Profile, serve: (sockets: DeviceSockets) => readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-'))
  const sockets = { observe: join(folder, 'observe.sock'), control: join(folder, 'control.sock') }
  const [program = '', ...args] = serve(sockets)
  const device = spawn('unshare', ['--net', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // out of the terminal's process group: it has to outlive Ctrl-C until the clean-up is done
  })
  const close = async () => {
    await stop(device, folder)
    await leave(profile)
  }
  try {
    await ready(device)
  } catch (error) {
    await close()
    throw error
  }
  return { sockets, close, pid: device.pid ?? 0 }
}

/** Who holds which addresses: the process of a device, or we. */
interface Sides {
  readonly careOf: number | undefined
  readonly anchor: number | undefined
}

async function joined(profile: Profile, sides: Sides, close: () => Promise<void>): Promise<void> {
  try {
    await joinLinks(profile, sides)
    await carriers(profile, sides.careOf ?? sides.anchor)
  } catch (error) {
    await close()
    throw error
  }
}

/** A link that was brought up runs a moment later, each end of it when its kernel finds the time. */
async function carriers({ paths }: Profile, device: number | undefined): Promise<void> {
  const names = paths.map((path) => path.interface)
  for (let waited = 0; waited < CARRIER_MS; waited += 10) {
    const running = networkInterfaces()
    if (names.every((name) => running[name] !== undefined) && (await areRunning(names, device))) return
    await delay(10)
  }
}

/** Addresses and routes: each path's /64 on its link, the LMAA reached over either. */
async function joinLinks(profile: Profile, { careOf, anchor }: Sides): Promise<void> {
  const { address: lmaa } = profile.lma
  // The kernel takes its time, a second, to tell a carrier to an interface whose peer has the very same number.
  const links = profile.paths.map(
    ({ interface: name }, i) =>
      `link add ${name} index ${FIRST_INDEX + i} type veth peer name ${name} netns ${careOf ?? anchor}`,
  )
  const gateway = ['link set lo up']
  const core = ['link set lo up', `address add ${lmaa}/128 dev lo nodad`]
  profile.paths.forEach((path, i) => {
    const router = `fe80::${(i + 1).toString(16)}:a`
    const [near, far] = linkAddresses(i)
    gateway.push(
      `address add ${path.address}/64 dev ${path.interface} nodad`,
      `link set ${path.interface} address ${near} addrgenmode none up`,
      `neighbor add ${router} lladdr ${far} dev ${path.interface} nud permanent`,
      `route add ${lmaa}/128 via ${router} dev ${path.interface} metric ${1000 + i}`,
    )
    core.push(
      `address add ${router}/64 dev ${path.interface} nodad`,
      `link set ${path.interface} address ${far} addrgenmode none up`,
      `neighbor add ${path.address} lladdr ${near} dev ${path.interface} nud permanent`,
      `route add ${path.address}/128 dev ${path.interface}`,
    )
  })
  const foreign = profile.foreignMag === undefined ? [] : [profile.foreignMag]
  for (const { address, interface: on } of [...foreign, ...profile.heartbeat.mags]) {
    gateway.push(`address add ${address}/64 dev ${on} nodad`)
    const [near] = linkAddresses(profile.paths.findIndex((p) => p.interface === on))
    core.push(
      `neighbor add ${address} lladdr ${near} dev ${on} nud permanent`,
      `route add ${address}/128 dev ${on}`,
    )
  }
  await ipBatch([...links, ...(careOf === undefined ? gateway : core)])
  await ipBatch(careOf === undefined ? core : gateway, careOf ?? anchor)
}

/** Link-layer addresses of a link's ends: told in advance, so that no packet is lost to the search for a neighbour. */
function linkAddresses(link: number): readonly [gateway: string, core: string] {
  const number = (link + 1).toString(16).padStart(2, '0')
  return [`02:00:00:00:${number}:01`, `02:00:00:00:${number}:02`]
}

/** Our ends of the links, for the next device; the kernel takes its time to remove those of a namespace that is gone. */
async function leave({ paths, lma }: Profile): Promise<void> {
  for (const { interface: name } of paths) await ipBatch([`link delete ${name}`]).catch(() => {})
  await ipBatch([`address delete ${lma.address}/128 dev lo`]).catch(() => {})
}

function order(socket: string, orders: object): Promise<void> {
  return new Promise((done, failed) => {
    const connection = connectTo(socket, () => connection.write(`${JSON.stringify(orders)}\n`))
    connection.once('error', (error) =>
      failed(new LabError(`the reference device takes no order: ${error.message}`)),
    )
    connection.once('close', () => failed(new LabError('the reference device did not answer an order')))
    connection.once('data', (answer) => {
      connection.destroy()
      const said = answer.toString('utf8').trim()
      if (said === 'ok') done()
      else failed(new LabError(`the reference device refused an order: ${said}`))
    })
  })
}

function ready(device: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    const fail = (why: string) => {
      clearTimeout(late)
      failed(new LabError(`the reference device ${why}`))
    }
    const late = setTimeout(() => fail(`was not ready within ${READY_MS / 1000} s`), READY_MS)
    const ended = (code: number | null, signal: string | null) =>
      fail(`ended at once, ${signal === null ? `exit code ${code}` : `by ${signal}`}`)
    device.once('exit', ended)
    device.once('error', (error) => fail(`could not be started: ${error.message}`))
    device.stdout?.once('data', () => {
      clearTimeout(late)
      device.off('exit', ended)
      device.stdout?.resume()
      done()
    })
  })
}

function stop(device: ChildProcess, folder: string): Promise<void> {
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(kill)
      rmSync(folder, { recursive: true, force: true })
      done()
    }
    const kill = setTimeout(() => device.kill('SIGKILL'), 2000)
    if (device.exitCode !== null || device.signalCode !== null || device.pid === undefined) finish()
    else {
      device.once('exit', finish)
      device.stdin?.end()
    }
  })
}
