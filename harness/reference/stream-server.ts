import { lstat, rm } from 'node:fs/promises'
import { type Socket as Connection, connect, createServer, type Server } from 'node:net'

/** A socket or FIFO cannot be made at its path; the message is one sentence. */
export class PathError extends Error {
  override readonly name = 'PathError'
}

/** A stream socket at a path of the file system, in place of one that an earlier device has left there. */
export async function listen(
  path: string,
  talk: (connection: Connection) => void,
  onFault: (error: unknown) => void,
): Promise<Server> {
  await makeRoom(path)
  const server = createServer((connection) => {
    connection.on('error', onFault)
    talk(connection)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new PathError(`no socket can be made: ${error.message}`)))
    server.listen(path, resolve)
  })
  return server
}

async function makeRoom(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined) return
  if (!found.isSocket()) throw new PathError(`${path} is there already, and is no socket: name another path`)
  if (await answers(path))
    throw new PathError(`${path} is in use by another process: name another path, or end it`)
  await rm(path, { force: true })
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const connection = connect(path)
    connection.on('connect', () => done(true)).on('error', () => done(false))
    connection.on('connect', () => connection.destroy())
  })
}

/** Closes it, and takes its path away. */
export async function closed(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await rm(path, { force: true })
}

/** The action runs once, however often it is asked for. */
export function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= action())
}
