import type { Role } from '../model/index.js'
import {
  defects,
  isDefectName,
  isMagDefectName,
  magDefects,
  parseBehaviour,
  parseMagBehaviour,
} from '../reference/index.js'
import { nearest } from '../run/profile/suggest.js'
import type { CommandFailure } from './failure.js'
import type { EmbeddedFlags } from './flags.js'
import { usage } from './options.js'

const of = {
  lma: { names: defects.map(({ name }) => name as string), isDefect: isDefectName, parse: parseBehaviour },
  mag: {
    names: magDefects.map(({ name }) => name as string),
    isDefect: isMagDefectName,
    parse: parseMagBehaviour,
  },
} as const

/** A defect that no reference device of these roles has, with the one that was probably meant. */
export function noSuchDefect(name: string, roles: readonly Role[]): CommandFailure {
  const near = nearest(
    name,
    roles.flatMap((role) => of[role].names),
  )
  const meant = near === undefined ? '' : `did you mean ${near}? `
  return usage(
    `--defect ${JSON.stringify(name)}: no defect of ${wordDevice(roles)} is called so; ${meant}harness/catalogue/proof.md lists all`,
  )
}

/** Why no reference device of these roles can be what the command line asks for. */
export function unknownWords(
  { defect = [], behaviour = [], multipath }: EmbeddedFlags,
  roles: readonly Role[],
) {
  const unknown = defect.find((name) => !roles.some((role) => of[role].isDefect(name)))
  if (unknown !== undefined) return noSuchDefect(unknown, roles)
  for (const text of behaviour) {
    const whys = roles.map((role) => whyNot(() => of[role].parse(text)))
    // Where one device knows the name, its complaint about the choice says more.
    const why = whys.every((w) => w !== undefined) && (whys.find((w) => !w.startsWith('no ')) ?? whys[0])
    if (typeof why === 'string') return usage(`--behaviour ${text}: ${why}`)
  }
  if (multipath === 'legacy' && !roles.includes('lma'))
    return usage('--multipath legacy: it is for an LMA only')
  return usage('no reference device alone knows all of these defects and behaviours')
}

function whyNot(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function wordDevice(roles: readonly Role[]): string {
  const [only, other] = roles
  return only === undefined || other !== undefined
    ? 'the reference devices'
    : `the reference ${only.toUpperCase()}`
}
