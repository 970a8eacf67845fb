import library, { type Builder } from 'junit-report-builder'

export type { Builder, TestCase, TestSuite } from 'junit-report-builder'

/**
 * A builder of its own: the package's export is one shared builder. Its types describe an ES module, where the
 * builder is the default; what Node loads is CommonJS, where it is the module itself.
 */
export function newBuilder(): Builder {
  return (library as unknown as Builder).newBuilder()
}
