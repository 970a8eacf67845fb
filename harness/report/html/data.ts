import type { Blame, Totals, Verdict } from '../../model/index.js'

/**
 * What `report.html` carries for its script. Every text is already spelled so that it prints (`safeText`); the script
 * shows texts as text and as nothing else.
 */
export interface ReportData {
  readonly headline: string
  readonly tone: 'good' | 'bad' | 'open'
  readonly device: string
  /** The same in one word, for the head of its lane. */
  readonly lane: string
  /** Name and value, for the top of the page. */
  readonly facts: readonly (readonly [string, string])[]
  readonly troubles: readonly { readonly blame: Blame; readonly message: string }[]
  /** What is wrong with the waivers, a sentence each. */
  readonly waivers: readonly { readonly fails: boolean; readonly message: string }[]
  readonly timing: readonly string[]
  /** Of a repeated run: which cases did not end alike in every round. */
  readonly unsteady: readonly { readonly id: string; readonly verdicts: string }[]
  readonly totals: Totals
  readonly strict: boolean
  readonly sections: readonly SectionData[]
  readonly untested: readonly UntestedData[]
  readonly requirements: readonly RequirementData[]
  readonly cases: readonly CaseData[]
  readonly packets: number
  /** Where the packets of the capture are from. */
  readonly capture: string
}

/** One section of one RFC, in the order of numbers. */
export interface SectionData {
  /** `RFC 8278 §4.1`. */
  readonly name: string
  /** `RFC 8278`. */
  readonly rfc: string
  /** Indices in `cases`. */
  readonly cases: readonly number[]
}

/** A requirement that no case of the run is held against. */
export interface UntestedData {
  readonly id: string
  /** `RFC 8278 §4.1`. */
  readonly section: string
  readonly level: string
  readonly text: string
  /** `not yet: data plane`. */
  readonly why: string
}

/** What a case is held against; cases of one requirement share it. */
export interface RequirementData {
  readonly ids: readonly string[]
  readonly section: string
  readonly level: string
  readonly text: string
  readonly oracle: string
  readonly notes: readonly string[]
}

export interface CaseData {
  readonly id: string
  readonly title: string
  readonly role: string
  /** Index in `requirements`. */
  readonly requirement: number
  readonly standing: boolean
  readonly file: string
  readonly verdict: Verdict
  /** Who has to act, in words; '' where nobody. */
  readonly blame: string
  readonly reason: string
  /** `waived until …`, of the waiver that covers the failure; '' where none does. */
  readonly waived: string
  /** Milliseconds since the start of the run. */
  readonly startedAt: number
  readonly durationMs: number
  readonly attempts: number
  readonly rerun: string
  readonly findings: readonly FindingData[]
  /** Every frame worth showing, in order: all attempts, what findings name, and the requests of those. */
  readonly frames: readonly number[]
}

export interface FindingData {
  readonly severity: 'fail' | 'warn' | 'inconclusive' | 'note'
  readonly code: string
  readonly message: string
  readonly requirement?: string
  readonly expected?: string
  readonly got?: string
  readonly where?: string
  readonly frame?: number
  /** Path of the field and offset in its frame, as far as `where` tells. */
  readonly field?: string
  readonly offset?: number
  readonly causes: readonly string[]
}

/** The packets, apart from the rest: they are unpacked only when a case is opened. */
export interface PacketTable {
  readonly paths: readonly string[]
  readonly addresses: readonly string[]
  readonly layouts: readonly (readonly FieldRow[])[]
  readonly packets: readonly PacketRow[]
  /** Beside each packet: the frame that answers it; 0: none was seen; -1: none is expected. */
  readonly answers: readonly number[]
}

/** Path, name, offset and length in octets, and for a field of bits the first bit and width. */
export type FieldRow = readonly [
  path: string,
  name: string,
  offset: number,
  length: number,
  first?: number,
  width?: number,
]

export type PacketRow = readonly [
  frame: number,
  /** Milliseconds since the start of the run. */
  at: number,
  received: 0 | 1,
  /** Index in `paths`. */
  path: number,
  /** Indices in `addresses`. */
  source: number,
  destination: number,
  label: string,
  step: string,
  attempt: number,
  octets: string,
  /** Index in `layouts`. */
  layout: number,
  /** Value of each field of the layout, one a line. */
  values: string,
  /** What is wrong with a field, by its index in the layout. */
  notes: readonly (readonly [number, string])[],
]
