/// <reference lib="dom" />
import type { CaseData, PacketRow, PacketTable, ReportData, RequirementData } from '../data.js'
import { byId } from './dom.js'

export const data = JSON.parse(byId('data').textContent ?? '') as ReportData

export const caseIndex: ReadonlyMap<string, number> = new Map(data.cases.map(({ id }, index) => [id, index]))

/** `RFC 8278 §4.1`, the section a case is listed under. */
const sectionNames: readonly string[] = (() => {
  const names: string[] = []
  for (const { name, cases } of data.sections) for (const index of cases) names[index] = name
  return names
})()

export function sectionOf(index: number): string {
  return sectionNames[index] ?? ''
}

export function requirementOf({ requirement }: CaseData): RequirementData {
  const found = data.requirements[requirement]
  if (found === undefined) throw new Error(`no requirement ${requirement}`)
  return found
}

/** One field of a message. */
export interface ShownRow {
  readonly path: string
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly value: string
  readonly note: string | undefined
  readonly bits: string
}

export interface Message {
  readonly frame: number
  /** Milliseconds since the start of the run. */
  readonly at: number
  readonly received: boolean
  readonly path: string
  readonly source: string
  readonly destination: string
  readonly label: string
  readonly step: string
  readonly attempt: number
  /** 0: none was seen; -1: none is expected. */
  readonly answer: number
  /** Hex, two digits an octet. */
  readonly octets: readonly string[]
  readonly fields: () => readonly ShownRow[]
}

/** The packets, unpacked. */
export class Packets {
  readonly #table: PacketTable
  readonly #rows: ReadonlyMap<number, PacketRow>
  readonly #answers: ReadonlyMap<number, number>

  constructor(table: PacketTable) {
    this.#table = table
    this.#rows = new Map(table.packets.map((row) => [row[0], row]))
    this.#answers = new Map(table.packets.map((row, index) => [row[0], table.answers[index] ?? -1]))
  }

  /** Position of a path among those of the run, for the order of lanes. */
  order(path: string): number {
    return this.#table.paths.indexOf(path)
  }

  message(frame: number): Message | undefined {
    const row = this.#rows.get(frame)
    if (row === undefined) return undefined
    const { paths, addresses } = this.#table
    return {
      frame,
      at: row[1],
      received: row[2] === 1,
      path: paths[row[3]] ?? '',
      source: addresses[row[4]] ?? '',
      destination: addresses[row[5]] ?? '',
      label: row[6],
      step: row[7],
      attempt: row[8],
      answer: this.#answers.get(frame) ?? -1,
      octets: row[9].match(/../g) ?? [],
      fields: () => this.#fields(row),
    }
  }

  #fields(row: PacketRow): readonly ShownRow[] {
    const values = row[11].split('\n')
    const notes = new Map(row[12])
    return (this.#table.layouts[row[10]] ?? []).map(([path, name, offset, length, first, width], index) => ({
      path,
      name,
      offset,
      length,
      value: values[index] ?? '',
      note: notes.get(index),
      bits: first === undefined || width === undefined ? '' : bitText(first, width),
    }))
  }
}

function bitText(first: number, width: number): string {
  return width === 1 ? `bit ${first}` : `bits ${first}–${first + width - 1}`
}

let unpacking: Promise<Packets> | undefined
let unpacked: Packets | undefined

export function packets(): Promise<Packets> {
  unpacking ??= unpack()
  return unpacking
}

/** The packets if they have been unpacked by now; printing cannot wait. */
export function packetsNow(): Packets | undefined {
  return unpacked
}

async function unpack(): Promise<Packets> {
  const holder = byId('packets')
  const text = atob(holder.textContent ?? '')
  holder.remove()
  const octets = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) octets[i] = text.charCodeAt(i)
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'))
  unpacked = new Packets(JSON.parse(await new Response(stream).text()) as PacketTable)
  return unpacked
}
