type Signals = Pick<NodeJS.Process, 'on'>

/**
 * One Ctrl-C may arrive twice: npm, `timeout` and CI runners pass on to us what our process group has got as well.
 * What follows so soon is no second thought of whoever waits.
 */
const SAME_MS = 1000

/**
 * Aborted by Ctrl-C, SIGTERM and the end of the terminal, so that what is under way is cleaned up and reported; a
 * second signal ends at once.
 */
export function interruption(
  signals: Signals = process,
  end: () => void = () => process.exit(130),
  now: () => number = () => performance.now(),
): AbortController {
  const controller = new AbortController()
  let first = 0
  const stop = () => {
    if (!controller.signal.aborted) {
      first = now()
      controller.abort()
    } else if (now() - first >= SAME_MS) end()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) signals.on(signal, stop)
  return controller
}
