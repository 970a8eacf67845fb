import { AsyncLocalStorage } from 'node:async_hooks'
import type { Finding } from '../model/index.js'

/** Where findings go that do not end the case: warnings of `prefer`, notes. */
export interface CaseRecorder {
  record(finding: Finding): void
}

const storage = new AsyncLocalStorage<CaseRecorder>()

/** Runs a case's body so that `prefer` and `note` inside it know whose they are, with other lanes going on beside. */
export function asCase<T>(recorder: CaseRecorder, body: () => Promise<T>): Promise<T> {
  return storage.run(recorder, body)
}

export function currentCase(): CaseRecorder {
  const recorder = storage.getStore()
  if (recorder === undefined) throw new Error('expectations that record a finding belong inside a case')
  return recorder
}

/** Tells something that is not judged: which of several permitted reactions was seen. */
export function note(message: string, got?: string): void {
  currentCase().record({
    severity: 'note',
    code: 'observation',
    message,
    ...(got === undefined ? {} : { got }),
  })
}
