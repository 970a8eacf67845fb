/** A JUnit file that would not say what the run says: a fault of the suite, whatever the device did. */
export class JunitError extends Error {
  override readonly name = 'JunitError'
}
