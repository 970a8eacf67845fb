import { rm } from 'node:fs/promises'
import { type Socket as Connection, createServer, type Server } from 'node:net'

/** A stream socket at a path of the file system, in place of whatever was there. */
export async function listen(
  path: string,
  talk: (connection: Connection) => void,
  onFault: (error: unknown) => void,
): Promise<Server> {
  await rm(path, { force: true })
  const server = createServer((connection) => {
    connection.on('error', onFault)
    talk(connection)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return server
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
