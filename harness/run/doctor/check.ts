import type { LinkError } from '../../link/index.js'

/** One thing looked at before a run. `fail`: nothing can be told of the device so; `warn`: a run is possible. */
export interface Check {
  readonly status: 'ok' | 'warn' | 'fail'
  /** What was looked at: `route on wlan0`. */
  readonly about: string
  readonly says: string
  /** What to do about it. */
  readonly fix?: string
}

export function ok(about: string, says: string): Check {
  return { status: 'ok', about, says }
}
export function warn(about: string, says: string, fix?: string): Check {
  return { status: 'warn', about, says, ...(fix !== undefined && { fix }) }
}
export function fail(about: string, says: string, fix?: string): Check {
  return { status: 'fail', about, says, ...(fix !== undefined && { fix }) }
}

/** The message of a link error holds the fault and, behind a semicolon or colon, what to do. */
export function fromLinkError(about: string, { message }: LinkError): Check {
  const [, says = message, fix] = /^(.*?)(?:; | permitted to this user: )(.*)$/s.exec(message) ?? []
  return fail(
    about,
    message.includes('permitted to this user: ') ? `${says} permitted to this user` : says,
    fix,
  )
}
