/**
 * Why a command of the lab failed, to follow its name in a sentence. `said` is what it printed about it, `limit` the
 * time it had in milliseconds, `room` how much it may print.
 */
export function wordFailure(
  error: Error & { code?: unknown; killed?: boolean },
  said: string,
  limit: number,
  room: string,
): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${room} and was stopped`
  if (error.killed === true) return `did not end within ${limit / 1000} s and was stopped`
  if (error.code === 'ENOENT')
    return 'was not found: the path is relative to the profile, a bare name is looked up in PATH'
  if (error.code === 'EACCES') return 'is not executable: chmod +x it'
  const line = said.trim().split('\n')[0] ?? ''
  const code = typeof error.code === 'number' ? `exit code ${error.code}` : 'a signal'
  return `ended with ${code}${line === '' ? '' : `, saying: ${JSON.stringify(line.slice(0, 200))}`}`
}
