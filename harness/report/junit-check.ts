import { SaxesParser } from 'saxes'
import { JunitError } from './junit-error.js'

/** What a strict reader finds in a JUnit file. */
export interface ReadCase {
  readonly classname: string
  readonly name: string
  readonly outcome: 'pass' | 'failure' | 'error' | 'skipped'
}

const counters = { failures: 'failure', errors: 'error', skipped: 'skipped' } as const
const parents: Readonly<Record<string, readonly string[]>> = {
  testsuites: [''],
  testsuite: ['testsuites'],
  testcase: ['testsuite'],
  properties: ['testcase', 'testsuite'],
  property: ['properties'],
  failure: ['testcase'],
  error: ['testcase'],
  skipped: ['testcase'],
  'system-out': ['testcase'],
}

interface Counted {
  readonly attributes: Readonly<Record<string, string>>
  readonly cases: ReadCase[]
}

/**
 * Reads a JUnit file as a strict XML parser does and gives its cases in order. Throws a `JunitError` when it is not
 * well-formed, an element stands where none belongs, a case has two outcomes, or a counter is wrong.
 */
export function readJunit(xml: string): readonly ReadCase[] {
  const path: string[] = []
  const counted: Counted[] = []
  const all: ReadCase[] = []
  let current: { classname: string; name: string; outcomes: string[] } | undefined
  const parser = new SaxesParser({})
  parser.on('error', (error) => {
    throw new JunitError(`not well-formed: ${error.message}`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (!(parents[name] ?? []).includes(path.at(-1) ?? ''))
      throw new JunitError(`<${name}> in <${path.at(-1) ?? ''}>`)
    path.push(name)
    if (name === 'testsuites' || name === 'testsuite') counted.push({ attributes, cases: [] })
    if (name === 'testcase')
      current = { classname: attributes.classname ?? '', name: attributes.name ?? '', outcomes: [] }
    if (['failure', 'error', 'skipped'].includes(name)) current?.outcomes.push(name)
  })
  parser.on('closetag', ({ name }) => {
    path.pop()
    if (name === 'testcase' && current !== undefined) {
      const result = readCase(current)
      all.push(result)
      for (const suite of counted) suite.cases.push(result)
      current = undefined
    }
    if (name === 'testsuites' || name === 'testsuite') checkCounters(counted.pop())
  })
  parser.write(xml).close()
  if (all.length === 0 && !/<testsuites[\s/>]/.test(xml)) throw new JunitError('not a JUnit file')
  return all
}

/** Throws a `JunitError` unless the file holds exactly the cases it was made of: none lost, none forged. */
export function checkJunit(xml: string, intended: readonly ReadCase[]): void {
  const read = readJunit(xml)
  if (read.length !== intended.length)
    throw new JunitError(`${intended.length} test cases were written, ${read.length} are in the file`)
  for (const [index, expected] of intended.entries()) {
    const found = read[index]
    if (found === undefined || found.name !== expected.name || found.classname !== expected.classname)
      throw new JunitError(
        `test case ${JSON.stringify(expected.name)} reads as ${JSON.stringify(found?.name)}`,
      )
    if (found.outcome !== expected.outcome)
      throw new JunitError(`${JSON.stringify(expected.name)} is ${found.outcome}, not ${expected.outcome}`)
  }
}

function readCase({
  classname,
  name,
  outcomes,
}: {
  classname: string
  name: string
  outcomes: string[]
}): ReadCase {
  if (name === '' || classname === '') throw new JunitError('a test case without name or classname')
  if (outcomes.length > 1) throw new JunitError(`${JSON.stringify(name)} has ${outcomes.join(' and ')}`)
  return { classname, name, outcome: (outcomes[0] ?? 'pass') as ReadCase['outcome'] }
}

function checkCounters(suite: Counted | undefined): void {
  if (suite === undefined) return
  const { attributes, cases } = suite
  const expected = new Map<string, number>([['tests', cases.length]])
  for (const [attribute, outcome] of Object.entries(counters))
    expected.set(attribute, cases.filter((result) => result.outcome === outcome).length)
  for (const [attribute, number] of expected) {
    if (attributes[attribute] !== String(number))
      throw new JunitError(
        `${attribute}="${attributes[attribute] ?? ''}" where ${number} are in ${attributes.name ?? 'the file'}`,
      )
  }
}
