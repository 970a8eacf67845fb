/**
 * Lives in the tester's namespace of a lab (see lab-bench.ts) and keeps both namespaces as long as its standard input
 * is open: `lab-keeper.js <profile> <file for the device's pid> [arguments of serve …]`. Prints one line of JSON
 * when the device is ready.
 */
import { join } from 'node:path'
import { packageRoot } from '../cli/package-root.js'
import { type EmbeddedDevice, startEmbeddedLma, startEmbeddedMag } from '../lab/index.js'
import { loadProfile } from '../run/profile/load.js'

const [file = '', pidFile = '', ...more] = process.argv.slice(2)
const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
const inputEnds = new Promise<void>((done) => {
  process.stdin.once('end', done).once('close', done).resume()
})

let sockets: object = {}
let device: EmbeddedDevice | undefined
try {
  const profile = await loadProfile(file)
  const { role } = profile.device
  const start = role === 'lma' ? startEmbeddedLma : startEmbeddedMag
  device = await start(profile, ({ observe, control }) => {
    sockets = { observe, control }
    const serve = ['serve', role, '--profile', file, '--observe', observe, '--control', control]
    // The shell tells the pid, which stays the same across exec.
    const told = ['sh', '-c', 'echo $$ >"$0"; exec "$@"', pidFile]
    return [...told, process.execPath, main, ...serve, '--until-input-ends', ...more]
  })
  process.stdout.write(`${JSON.stringify(sockets)}\n`)
  await inputEnds
} finally {
  await device?.close()
}
