import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that captures, and how it is spoken with. It writes a pcap file to its standard output. */
export interface CaptureProgram {
  readonly name: string
  readonly argv: (file: string, on: string, filter: string) => readonly string[]
  /** What it says on its standard error once it captures. */
  readonly begun: RegExp
  /** What it says at its end of packets that the kernel had no room for; the first group is their number. */
  readonly dropped: RegExp
  /** Milliseconds within which a packet that was on the wire is given to us, on a busy host too. */
  readonly patienceMs: number
}

/** Octets of a frame that are kept: more than any link carries. In the kernel each frame takes as much room. */
const SNAP_LENGTH = 9216
const KERNEL_BUFFER_MIB = 16

const tcpdump: CaptureProgram = {
  name: 'tcpdump',
  argv: (file, on, filter) => [
    ...[file, '-i', on, '-n', '-p', '--immediate-mode', '-U'],
    ...['-s', String(SNAP_LENGTH), '-B', String(KERNEL_BUFFER_MIB * 1024)],
    // Root stays root: as another user it would forget that it is to die with us. It writes to us, never to a file.
    ...(process.getuid?.() === 0 ? ['-Z', 'root'] : []),
    ...['-w', '-', filter],
  ],
  begun: /listening on /,
  dropped: /^(\d+) packets? dropped by kernel/m,
  patienceMs: 500,
}

/** In a user namespace tcpdump cannot become any user, which it insists on; for an ordinary user dumpcap may have rights. */
const dumpcap: CaptureProgram = {
  name: 'dumpcap',
  argv: (file, on, filter) => [
    ...[file, '-i', on, '-p', '-q', '-P', '-s', String(SNAP_LENGTH), '-B', String(KERNEL_BUFFER_MIB)],
    ...['-w', '-', '-f', filter],
  ],
  begun: /^File: /m,
  dropped: /received\/dropped on interface .*: \d+\/(\d+)/,
  patienceMs: 800, // it takes packets from the kernel four times a second
}

/** In the order they are tried: the quicker one first. */
export const capturePrograms: readonly CaptureProgram[] = [tcpdump, dumpcap]

/** Where a program is; the folders of the administrator are looked through also for those who have them not in PATH. */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * `setpriv` in front of a program makes the kernel end it when we die, however that happens: a capture that nobody
 * reads would hold on to its interface, and to the lab's namespace, for ever.
 */
export function guarded(argv: readonly string[], setpriv = findProgram('setpriv')): readonly string[] {
  return setpriv === undefined ? argv : [setpriv, '--pdeathsig', 'KILL', '--', ...argv]
}
