import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Profile } from '../model/index.js'
import { ipBatch, LabError } from './commands.js'

/** A reference device in a namespace of its own, joined to ours by one veth link per path. */
export interface EmbeddedDevice {
  /** The profile as this lab makes it true. */
  readonly profile: Profile
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

/**
 * Starts the reference LMA in a namespace of its own and joins it to ours, which must be a fresh one: `wlan` and
 * `lte` are veth links, the LMAA sits on the device's loopback. `serve` is the command line that starts the device with its sockets;
 * it prints a line when it is ready and ends when its standard input closes.
 */
export async function startEmbeddedLma(
  profile: Profile,
  serve: (sockets: DeviceSockets) => readonly string[],
): Promise<EmbeddedDevice> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-'))
  const sockets = { observe: join(folder, 'observe.sock'), control: join(folder, 'control.sock') }
  const [program = '', ...args] = serve(sockets)
  const device = spawn('unshare', ['--net', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // out of the terminal's process group: it has to outlive Ctrl-C until the clean-up is done
  })
  const close = () => stop(device, folder)
  try {
    await ready(device)
    await joinLinks(profile, device.pid ?? 0)
  } catch (error) {
    await close()
    throw error
  }
  return {
    profile: { ...profile, observe: { socket: sockets.observe } },
    order: (orders) => order(sockets.control, orders),
    close,
  }
}

/** Addresses and routes: each path's /64 on its link, the LMAA reached over either. */
async function joinLinks(profile: Profile, pid: number): Promise<void> {
  const { address: lmaa } = profile.lma
  const here = ['link set lo up']
  const there = ['link set lo up', `address add ${lmaa}/128 dev lo nodad`]
  profile.paths.forEach((path, i) => {
    const gateway = `fe80::${(i + 1).toString(16)}:a`
    here.push(
      `link add ${path.interface} type veth peer name ${path.interface} netns ${pid}`,
      `address add ${path.address}/64 dev ${path.interface} nodad`,
      `link set ${path.interface} addrgenmode none up`,
      `route add ${lmaa}/128 via ${gateway} dev ${path.interface} metric ${1000 + i}`,
    )
    there.push(
      `address add ${gateway}/64 dev ${path.interface} nodad`,
      `link set ${path.interface} addrgenmode none up`,
      `route add ${path.address}/128 dev ${path.interface}`,
    )
  })
  const foreign = profile.foreignMag
  if (foreign !== undefined) {
    here.push(`address add ${foreign.address}/64 dev ${foreign.interface} nodad`)
    there.push(`route add ${foreign.address}/128 dev ${foreign.interface}`)
  }
  await ipBatch(here)
  await ipBatch(there, pid)
}

function order(socket: string, orders: object): Promise<void> {
  return new Promise((done, failed) => {
    const connection = connectTo(socket, () => connection.write(`${JSON.stringify(orders)}\n`))
    connection.once('error', failed)
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
    const late = setTimeout(
      () => failed(new LabError(`the reference device was not ready within ${READY_MS / 1000} s`)),
      READY_MS,
    )
    const ended = (code: number | null) =>
      failed(new LabError(`the reference device ended at once, exit code ${code}`))
    device.once('exit', ended)
    device.once('error', (error) =>
      failed(new LabError(`the reference device could not be started: ${error.message}`)),
    )
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
