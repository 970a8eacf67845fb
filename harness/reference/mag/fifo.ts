import { execFile } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { promisify } from 'node:util'
import { PathError } from '../stream-server.js'

export interface Fifo {
  readonly input: Socket
  /** Ends reading, and takes the FIFO away when it was made here. */
  close(): Promise<void>
}

/**
 * Reads a FIFO, made when it is not there. It is open for writing too, so that the end of one writer is not the end
 * of the input. Rejects when the path is something else.
 */
export async function openFifo(path: string): Promise<Fifo> {
  const made = await makeUnlessThere(path)
  // The socket owns the descriptor from here on.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const input = new Socket({ fd, readable: true, writable: false })
  return {
    input,
    close: async () => {
      input.destroy()
      if (made) await rm(path, { force: true })
    },
  }
}

async function makeUnlessThere(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined)
  if (there?.isFIFO()) return false
  if (there !== undefined) throw new PathError(`${path} is there already, and is no FIFO: name another path`)
  await promisify(execFile)('mkfifo', [path]).catch((error: { readonly stderr?: string }) => {
    throw new PathError(`no FIFO can be made: ${error.stderr?.trim() || 'mkfifo is not installed'}`)
  })
  return true
}
