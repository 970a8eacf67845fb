import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { printable } from '../../run/profile/printable.js'
import { type Capture, readCapture } from '../../wire/index.js'
import { usage } from '../options.js'
import { isHexError, readHex } from './hex.js'

/** What was given: octets of single messages or packets, or a capture. */
export type Input =
  | { readonly kind: 'octets'; readonly packets: readonly Uint8Array[]; readonly passedOver: number }
  | { readonly kind: 'capture'; readonly capture: Capture; readonly name: string }

const LARGEST_TEXT = 16 * 1024 * 1024
const LARGEST_FILE = 1024 * 1024 * 1024

/** Hex of the command line. */
export function fromArguments(words: readonly string[]): Input {
  return fromText(words.join(' '), 'the hex given')
}

/** Standard input: a capture or hex, as its first octets say. */
export async function fromStandardInput(): Promise<Input> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin) {
    size += (part as Buffer).length
    if (size > LARGEST_FILE)
      throw usage('standard input is larger than 1 GiB: filter it first, for example with tshark -Y mipv6')
    parts.push(part as Buffer)
  }
  return fromOctets(Buffer.concat(parts), 'standard input')
}

/** A file: a capture or hex, as its first octets say. */
export function fromFile(file: string): Input {
  const name = printable(file)
  try {
    const descriptor = openSync(file, 'r')
    try {
      const { size } = fstatSync(descriptor)
      if (size > LARGEST_FILE)
        throw usage(
          `${name} is larger than 1 GiB (${size} octets): filter it first, for example with tshark -Y mipv6 -w part.pcapng`,
        )
      return fromOctets(readFileSync(descriptor), name)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw wordFileError(error, name)
  }
}

function wordFileError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return usage(`${name}: there is no such file`)
  if (code === 'EISDIR') return usage(`${name}: it is a folder, not a capture`)
  if (code === 'EACCES') return usage(`${name}: it may not be read by this user`)
  return error
}

function fromOctets(octets: Buffer, name: string): Input {
  const capture = readCapture(octets)
  if (capture.error === undefined || capture.error.offset > 0 || capture.frames.length > 0)
    return { kind: 'capture', capture, name }
  const isText = octets.length > 0 && octets.every((octet) => octet >= 0x20 || (octet >= 9 && octet <= 13))
  if (isText && octets.length <= LARGEST_TEXT) return fromText(octets.toString('utf8'), name)
  const { offset, expected, got } = capture.error
  throw usage(`${name}, octet ${offset}: expected ${expected}, or hex, got ${got}`)
}

function fromText(text: string, name: string): Input {
  const read = readHex(text)
  if (isHexError(read))
    throw usage(`${name}, line ${read.line}, column ${read.column}: ${printable(read.problem)}`)
  const packets = read.packets.filter((octets) => octets.length > 0)
  if (packets.length === 0) throw usage(`${name}: there is no octet in it`)
  return { kind: 'octets', packets, passedOver: read.passedOver }
}
