/**
 * Tells a reference MAG what to do, over its control socket: `ctl SOCKET attach NODE`. Stimuli of a profile start it
 * many times over, so it loads nothing but a socket. Exit code 0 when the MAG has obeyed, 1 with its complaint on
 * standard error, 2 for a wrong command line.
 */
import { connect } from 'node:net'

const LIMIT_MS = 5000
const USAGE = 'usage: ctl SOCKET attach|detach|refresh NODE, SOCKET path-up|path-down PATH, or SOCKET restart'

/** Gives the order, and resolves to the exit code. */
export function control(words: readonly string[]): Promise<number> {
  const [socket = '', deed = '', name = '', ...more] = words
  const order = orderOf(deed, name)
  if (socket === '' || order === undefined || more.length > 0) return complain(USAGE, 2)
  return new Promise((done) => {
    const connection = connect(socket, () => connection.write(`${JSON.stringify(order)}\n`))
    let ended = false
    const end = (complaint?: string) => {
      if (ended) return
      ended = true
      connection.destroy()
      done(complaint === undefined ? 0 : complain(complaint, 1))
    }
    connection.setTimeout(LIMIT_MS, () => end(`no answer from ${socket} within ${LIMIT_MS / 1000} s`))
    connection.on('error', (error) => end(wordTrouble(socket, error)))
    connection.on('close', () => end(`${socket} closed without an answer`))
    connection.on('data', (answer: Buffer) => {
      const said = answer.toString('utf8').trim()
      end(said === 'ok' ? undefined : said)
    })
  })
}

function orderOf(deed: string, name: string): object | undefined {
  if (deed === 'restart') return { do: deed }
  if (name === '') return undefined
  if (deed.startsWith('attach') || ['detach', 'refresh'].includes(deed)) return { do: deed, node: name }
  return ['path-up', 'path-down'].includes(deed) ? { do: deed, path: name } : undefined
}

function wordTrouble(socket: string, error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED') return `${socket}: ${error.message}`
  return `nobody listens at ${socket}: start the device with \`pmipspec serve … --control ${socket}\``
}

function complain(message: string, code: number): Promise<number> {
  process.stderr.write(`${message}\n`)
  return Promise.resolve(code)
}

if (/[/\\]ctl\.js$/.test(process.argv[1] ?? '')) process.exitCode = await control(process.argv.slice(2))
