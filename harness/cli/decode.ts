import { once } from 'node:events'
import type { Command } from 'commander'
import type { Edition } from '../model/index.js'
import { type Addresses, canonicalIPv6 } from '../wire/index.js'
import { messagesOf, type PassedOver } from './decode/capture.js'
import { fromArguments, fromFile, fromStandardInput, type Input } from './decode/input.js'
import { type Found, findMobilityHeader, type Layer, layers } from './decode/layer.js'
import { type Explained, explain } from './decode/message.js'
import { explainedText } from './decode/text.js'
import { count, terminalWidth, wrap } from './layout.js'
import { oneOf, usage } from './options.js'
import { endWithReader } from './reader.js'

interface DecodeFlags {
  readonly file?: string
  readonly source?: string
  readonly destination?: string
  readonly as?: Layer
  readonly edition?: Edition
  readonly json?: boolean
}

export function addDecode(program: Command): void {
  program
    .command('decode [hex...]')
    .summary('show a message or a capture field by field')
    .description(
      'Shows Mobility Headers field by field, says what is wrong with their format, and holds acknowledgements against the standing rules. Takes hex (also a hex dump of tcpdump -X, tshark -x, xxd), - for standard input, or a capture. A bare Mobility Header, an IP packet and an Ethernet frame are told apart.',
    )
    .option('--file <capture>', 'a pcap or pcapng file, or a file with hex')
    .option('--source <address>', 'source of a bare Mobility Header, for its checksum')
    .option('--destination <address>', 'destination of a bare Mobility Header, for its checksum')
    .option('--as <layer>', 'what the hex is: mh, ip or ethernet, instead of what it looks like')
    .option('--edition <edition>', 'rules of rfc8278 (default) or draft-06')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  pmipspec decode 3b01060000009a2000090000 01020000\n  pmipspec decode --file results/latest/capture.pcapng',
    )
    .action(decodeCommand)
}

async function decodeCommand(words: readonly string[], flags: DecodeFlags): Promise<void> {
  endWithReader()
  oneOf('--as', flags.as, layers)
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  const addresses = addressesOf(flags)
  const input = await read(words, flags)
  const edition = flags.edition ?? 'rfc8278'
  const output: Output = flags.json === true ? new JsonOutput() : new TextOutput(terminalWidth())
  if (input.kind === 'capture') {
    if (addresses !== undefined || flags.as !== undefined)
      throw usage(
        '--source, --destination and --as are for hex: the packets of a capture have their own addresses',
      )
    return decodeCapture(input, edition, output)
  }
  const found = input.packets.map((octets, i) => {
    const packet = input.packets.length === 1 ? '' : `packet ${i + 1}: `
    return inHex(octets, packet, flags.as, addresses)
  })
  for (const [i, one] of found.entries())
    await output.message(explain(one, edition), found.length === 1 ? {} : { packet: i + 1 })
  await output.end(
    input.passedOver === 0 ? [] : [`${count(input.passedOver, 'line')} between the hex dumps passed over`],
  )
}

async function read(words: readonly string[], { file }: DecodeFlags): Promise<Input> {
  if (file !== undefined) {
    if (words.length > 0) throw usage('give hex or --file, not both')
    return fromFile(file)
  }
  if (words.length === 0) throw usage('nothing to decode: give hex, - for standard input, or --file')
  return words.length === 1 && words[0] === '-' ? fromStandardInput() : fromArguments(words)
}

function addressesOf({ source, destination }: DecodeFlags): Addresses | undefined {
  if (source === undefined && destination === undefined) return undefined
  const address = (option: string, text: string | undefined): string => {
    if (text === undefined)
      throw usage(`${option} is missing: the checksum needs both --source and --destination`)
    const plain = canonicalIPv6(text)
    if (plain === undefined) throw usage(`${option} ${JSON.stringify(text)}: it is no IPv6 address`)
    return plain
  }
  return { source: address('--source', source), destination: address('--destination', destination) }
}

function inHex(
  octets: Uint8Array,
  packet: string,
  as: Layer | undefined,
  given: Addresses | undefined,
): Found {
  const found = findMobilityHeader(octets, as)
  if ('problem' in found) throw usage(`${packet}${found.problem}`)
  if (given === undefined) return found
  if (found.addresses !== undefined)
    throw usage(
      `${packet}--source and --destination are for a bare Mobility Header; this is ${found.within}, from ${found.addresses.source} to ${found.addresses.destination}`,
    )
  return { ...found, addresses: given, checksumAddresses: given }
}

async function decodeCapture(
  input: Input & { kind: 'capture' },
  edition: Edition,
  output: Output,
): Promise<void> {
  const { capture, name } = input
  let shown = 0
  const messages = messagesOf(capture, edition)
  let next = messages.next()
  for (; next.done !== true; next = messages.next()) {
    const { frame, time, message } = next.value
    await output.message(message, { frame, time })
    shown++
  }
  await output.end(notes(shown, next.value), { frames: capture.frames.length, passedOver: next.value.frames })
  if (capture.error !== undefined) {
    const { offset, expected, got } = capture.error
    throw usage(`${name}, octet ${offset}: expected ${expected}, got ${got}; frames before it are decoded`)
  }
}

function notes(shown: number, { frames, cut }: PassedOver): readonly string[] {
  return [
    `${count(shown, 'message')} in ${count(shown + frames, 'frame')}`,
    ...(frames === 0 ? [] : [`${count(frames, 'frame')} without a Mobility Header passed over`]),
    ...(cut === 0 ? [] : [`${count(cut, 'frame')} cut off when captured (snap length)`]),
  ]
}

/** Where a message stands in what was given. */
interface Place {
  readonly packet?: number
  readonly frame?: number
  readonly time?: string
}

interface Output {
  message(message: Explained, place: Place): Promise<void>
  end(notes: readonly string[], totals?: Readonly<Record<string, number>>): Promise<void>
}

class TextOutput implements Output {
  constructor(private readonly width: number) {}

  message(message: Explained, { packet, frame, time }: Place): Promise<void> {
    const heading =
      frame === undefined ? (packet === undefined ? '' : `packet ${packet}: `) : `frame ${frame}, ${time}: `
    return write(`${explainedText(message, heading, this.width)}\n\n`)
  }

  end(notes: readonly string[]): Promise<void> {
    return write(notes.length === 0 ? '' : `${wrap(notes.join('; '), this.width)}\n`)
  }
}

/** One document, written as it comes. */
class JsonOutput implements Output {
  #before = '{"messages":['

  async message(message: Explained, place: Place): Promise<void> {
    await write(`${this.#before}\n${JSON.stringify({ ...place, ...message })}`)
    this.#before = ','
  }

  async end(notes: readonly string[], totals: Readonly<Record<string, number>> = {}): Promise<void> {
    const start = this.#before === ',' ? '' : this.#before
    await write(`${start}\n],${JSON.stringify({ ...totals, notes }).slice(1)}\n`)
  }
}

/** Waits for a slow reader, so that a large capture does not pile up in memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}
