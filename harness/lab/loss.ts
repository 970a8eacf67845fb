import { spawn } from 'node:child_process'
import { inNamespace, LabError } from './commands.js'

/**
 * From now on so many of a hundred Mobility Headers that come in are lost, in the network namespace of a process or in
 * our own; with 0 none. Random, by nftables. What is dropped on its way out would be told to the sender.
 */
export function loseIncoming(percent: number, namespaceOf?: number): Promise<void> {
  const [program, ...args] = inNamespace(['nft', '-f', '-'], namespaceOf)
  const rules = [
    'table ip6 pmipspec',
    'delete table ip6 pmipspec',
    'add table ip6 pmipspec',
    'add chain ip6 pmipspec lossy { type filter hook input priority 0; }',
    `add rule ip6 pmipspec lossy meta l4proto 135 numgen random mod 100 < ${percent} drop`,
  ].slice(0, percent === 0 ? 2 : undefined)
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8')
    })
    child.on('error', (error) => failed(new LabError(`${program} could not be started: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) done()
      else failed(new LabError(`nft could not make the path lossy: ${said.trim().split('\n')[0]}`))
    })
    child.stdin.end(`${rules.join('\n')}\n`)
  })
}
