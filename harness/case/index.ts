/** The language suites are written in. */

export { Status } from '../catalogue/index.js'
export { option } from '../wire/index.js'
export { note } from './current.js'
export { type CaseSpec, lma } from './definition.js'
export { expect, prefer, presume } from './expect.js'
export type { LmaCase } from './lma-case.js'
export { NotApplicable } from './outcome.js'
export type { PathHandle } from './path-handle.js'
