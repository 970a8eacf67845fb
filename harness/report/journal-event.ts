import { isDay, type JournalEvent, verdicts } from '../model/index.js'
import { JournalError } from './journal-error.js'

type Fields = Readonly<Record<string, unknown>>
type Test = (value: unknown) => boolean

const text: Test = (value) => typeof value === 'string'
const number: Test = (value) => typeof value === 'number' && Number.isFinite(value)
const list: Test = Array.isArray
const object: Test = isFields
const truth: Test = (value) => typeof value === 'boolean'
const oneOf =
  (...values: readonly string[]): Test =>
  (value) =>
    values.includes(value as string)
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test)
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value)
const shape =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isFields(value) && Object.entries(tests).every(([name, test]) => test(value[name]))

const day: Test = (value) => typeof value === 'string' && isDay(value)
const hex: Test = (value) => typeof value === 'string' && value.length % 2 === 0 && /^[0-9a-f]*$/.test(value)
const blame = oneOf('device', 'lab', 'suite')

const finding = shape({
  severity: oneOf('fail', 'warn', 'inconclusive', 'note'),
  code: text,
  message: text,
  expected: optional(text),
  got: optional(text),
  where: optional(text),
  frame: optional(number),
  captured: optional(number),
  causes: optional(listOf(text)),
})

const plannedCase = shape({
  id: text,
  title: text,
  role: oneOf('lma', 'mag'),
  requirements: listOf(text),
  rfc: text,
  section: text,
  level: text,
  requirement: text,
  oracle: text,
  notes: listOf(text),
  standing: truth,
  file: text,
})

const waiver = shape({
  case: text,
  owner: text,
  reason: text,
  issue: text,
  expires: day,
  signature: optional(text),
  matches: listOf(text),
  leftOut: listOf(text),
})

const untested = shape({
  id: text,
  rfc: text,
  section: text,
  level: text,
  text,
  because: oneOf('not yet', 'untestable', 'covered by', 'left out'),
  why: text,
})

/** What the reports lean on in each event, so that a damaged line is named here and not met as a crash later. */
const events: Readonly<Record<JournalEvent['event'], Readonly<Record<string, Test>>>> = {
  'run-start': {
    info: shape({
      tool: text,
      version: text,
      device: text,
      role: oneOf('lma', 'mag'),
      edition: text,
      profile: text,
      seed: number,
      started: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
      waivers: optional(listOf(waiver)),
      waiversAsOf: optional(day),
      untested: optional(listOf(untested)),
      shard: optional(shape({ number, of: number, plan: listOf(text) })),
      options: optional(object),
    }),
  },
  plan: { cases: listOf(plannedCase), rerunPrefix: text },
  calibration: { calibration: shape({ budgets: object, notes: listOf(text) }) },
  packet: {
    frame: number,
    at: number,
    direction: oneOf('sent', 'received'),
    path: text,
    source: text,
    destination: text,
    protocol: number,
    octets: hex,
    case: optional(text),
    step: optional(text),
  },
  frame: {
    time: (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
    interface: text,
    link: number,
    octets: hex,
    length: optional(number),
  },
  capture: { kind: oneOf('begun', 'ended', 'dropped'), interface: text, paths: listOf(text), message: text },
  'case-start': { id: text, at: number, attempt: number },
  'case-end': {
    id: text,
    verdict: oneOf(...verdicts),
    blame: optional(blame),
    reason: text,
    startedAt: number,
    durationMs: number,
    attempts: number,
    findings: listOf(finding),
    frames: listOf(number),
  },
  standing: {
    messages: number,
    rules: listOf(shape({ id: text, judged: number, found: listOf(shape({ finding, times: number })) })),
  },
  trouble: { blame, message: text },
  'run-end': { finished: text, repeatedSteps: number },
}

/** The event a line holds, checked as far as the reports rely on it. Throws a `JournalError` that names the field. */
export function parseEvent(value: unknown, line: number): JournalEvent {
  if (!isFields(value)) throw new JournalError('not a JSON object', line)
  const tests = Object.entries(events).find(([name]) => name === value.event)?.[1]
  if (tests === undefined) throw new JournalError(`unknown event ${show(value.event)}`, line)
  for (const [field, test] of Object.entries(tests)) {
    if (!test(value[field]))
      throw new JournalError(`${String(value.event)}: field "${field}" is wrong: ${show(value[field])}`, line)
  }
  return value as unknown as JournalEvent
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !list(value)
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80)
}
