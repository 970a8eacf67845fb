/**
 * Which folder of `harness/` may import from which: data flows one way. `dev` (tests, benchmarks, this file) may
 * import anything and is imported by tests only.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  wire: [],
  catalogue: [],
  model: [],
  rules: ['wire', 'catalogue', 'model'],
  link: ['wire', 'model'],
  roles: ['wire', 'catalogue', 'model', 'link'],
  case: ['wire', 'catalogue', 'model', 'link', 'roles'],
  run: ['wire', 'catalogue', 'model', 'rules', 'link', 'roles', 'case'],
  report: ['wire', 'model'],
  reference: ['wire', 'catalogue', 'model', 'link'],
  lab: ['model'],
  cli: ['wire', 'catalogue', 'model', 'rules', 'link', 'roles', 'case', 'run', 'report', 'reference', 'lab'],
}

/** Suites are written in the language of cases, and in nothing below it. */
export const suiteLayers: readonly string[] = ['case', 'catalogue']
