import { isDay, stimuli } from '../../model/index.js'
import { canonicalIPv6 } from '../../wire/address.js'
import { parseDuration } from './duration.js'
import type { Mistake } from './error.js'
import { printableValue } from './printable.js'
import { list, mapping, type Unchecked } from './written.js'

/** `Packet.path` of what is sent from the foreign MAG. */
const reservedPathName = 'foreign-mag'
/** The same of the addresses that Heartbeat cases use. */
const reservedPathNames = /^heartbeat-mag-\d+$/

/** Option types that RFC 6275 and RFC 5213 messages already carry under another meaning. */
const takenOptions: Readonly<Record<number, string>> = {
  3: 'Alternate Care-of Address',
  8: 'Mobile Node Identifier',
  22: 'Home Network Prefix',
  23: 'Handoff Indicator',
  24: 'Access Technology Type',
  25: 'Mobile Node Link-layer Identifier',
  26: 'Link-local Address',
  27: 'Timestamp',
}

const longestWait = 3_600_000

/** What the schema cannot say of names, numbers, times, commands and dates. */
export function checkValues(profile: Unchecked): Mistake[] {
  return [
    ...checkPathNames(profile),
    ...checkNumbers(mapping(profile.numbers)),
    ...checkTimes(profile),
    ...checkVariables(mapping(profile.variables)),
    ...checkCommands(profile),
    ...checkWaivers(profile),
  ]
}

function checkPathNames(profile: Unchecked): Mistake[] {
  const first = new Map<unknown, number>()
  return list(profile.paths).flatMap((item, index): Mistake[] => {
    const value = mapping(item).name
    if (typeof value !== 'string') return []
    const path = ['paths', index, 'name']
    if (value === reservedPathName || reservedPathNames.test(value))
      return [{ path, value, text: `must not be ${value}, a name of the reports` }]
    const other = first.get(value)
    if (other === undefined) {
      first.set(value, index)
      return []
    }
    return [
      {
        path,
        value,
        text: `must be a name of its own; ${printableValue(value)} is paths[${other}].name already`,
      },
    ]
  })
}

function checkNumbers(numbers: Unchecked): Mistake[] {
  const binding = numbers['multipath-binding']
  const identifier = numbers['mag-identifier']
  const mistakes = Object.entries({ 'multipath-binding': binding, 'mag-identifier': identifier }).flatMap(
    ([key, value]): Mistake[] => {
      const taken = typeof value === 'number' ? takenOptions[value] : undefined
      if (taken === undefined) return []
      return [
        { path: ['numbers', key], value, text: `must not be ${value}, the type of the ${taken} option` },
      ]
    },
  )
  if ((binding ?? 63) !== (identifier ?? 64)) return mistakes
  const key = identifier === undefined ? 'multipath-binding' : 'mag-identifier'
  const text = `must differ from the type of the other option; both are ${printableValue(numbers[key])}`
  return [...mistakes, { path: ['numbers', key], value: numbers[key], text }]
}

function checkTimes(profile: Unchecked): Mistake[] {
  return ['timing', 'timers', 'heartbeat'].flatMap((group) =>
    Object.entries(mapping(profile[group])).flatMap(([key, value]): Mistake[] => {
      if (group === 'heartbeat' && key !== 'interval') return []
      const milliseconds = parseDuration(value)
      if (milliseconds === undefined) return []
      const path = [group, key]
      if (milliseconds > longestWait)
        return [{ path, value, text: `must be at most 60m, not ${printableValue(value)}` }]
      if (milliseconds > 0 || group === 'timers') return []
      return [{ path, value, text: `must be at least 1ms, not ${printableValue(value)}` }]
    }),
  )
}

function checkVariables(variables: Unchecked): Mistake[] {
  const key = 'fixed-mag-link-local-address'
  const value = variables[key]
  if (typeof value !== 'string') return []
  const address = canonicalIPv6(value)
  if (address === '::' || (address !== undefined && /^fe[89ab]/.test(address))) return []
  const text = `must be a link-local address such as fe80::200:5eff:fe00:5213, or ::, not ${printableValue(value)}`
  return [{ path: ['variables', key], value, text }]
}

function checkCommands(profile: Unchecked): Mistake[] {
  const stimulus = mapping(profile.stimulus)
  const commands: (readonly [readonly string[], unknown])[] = [
    [['observe', 'command'], mapping(profile.observe).command],
    ...stimuli.map((name) => [['stimulus', name], stimulus[name]] as const),
  ]
  return commands.flatMap(([path, value]): Mistake[] => {
    const argv = list(value)
    if (argv.length === 0) return []
    if (argv[0] === '') return [{ path: [...path, 0], value: '', text: 'must be the program to run, not ""' }]
    const wanted = placeholder(path.at(-1))
    if (wanted === undefined || isWord(argv, 'manual') || isWord(argv, 'socket')) return []
    if (argv.some((word) => typeof word === 'string' && word.includes(wanted))) return []
    return [{ path, value, text: `must contain ${wanted}, which the run replaces` }]
  })
}

function placeholder(name: string | undefined): string | undefined {
  if (name?.startsWith('attach') === true || name === 'detach' || name === 'refresh') return '{node}'
  return name === 'path-up' || name === 'path-down' ? '{path}' : undefined
}

/** A single word in place of a program: `manual` asks the operator, `socket` stands for stimulus.socket. */
function isWord(argv: readonly unknown[], word: string): boolean {
  return argv.length === 1 && argv[0] === word
}

function checkWaivers(profile: Unchecked): Mistake[] {
  return list(profile.waivers).flatMap((waiver, index): Mistake[] => {
    const value = mapping(waiver).expires
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || isDay(value)) return []
    return [
      { path: ['waivers', index, 'expires'], value, text: `must be a day of the calendar, not ${value}` },
    ]
  })
}
