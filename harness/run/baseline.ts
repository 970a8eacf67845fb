/** The device cannot be tested as it stands; the message is one sentence that says why and what to do. */
export class BaselineFailed extends Error {
  override readonly name = 'BaselineFailed'
}
