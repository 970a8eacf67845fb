import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LabError, unshareArguments } from '../lab/index.js'
import type { CaptureState } from '../model/index.js'
import { wordCapture } from '../run/doctor/capture.js'
import { type Check, fail, ok, warn } from '../run/doctor/check.js'
import { checkNode } from '../run/doctor/host.js'
import { type ProgramResult, type RunProgram, runProgram } from '../run/doctor/iproute.js'
import { packageRoot } from './package-root.js'

/** What the embedded run needs of this host: programs, namespaces, and raw sockets and veth links inside them. */
export async function* examineHost(
  run: RunProgram = runProgram,
  unshareWay: () => readonly string[] = unshareArguments,
): AsyncGenerator<Check> {
  yield checkNode(process.versions.node)
  let complete = true
  for (const [program, question, source] of [
    ['ip', '-V', 'iproute2'],
    ['unshare', '--version', 'util-linux'],
    ['nsenter', '--version', 'util-linux'],
  ] as const) {
    const there = (await run([program, question])) !== undefined
    complete &&= there
    yield there ? ok(program, 'is installed') : fail(program, 'is not installed', `apt-get install ${source}`)
  }
  if (!complete) return
  const inside = namespace(unshareWay)
  if (!Array.isArray(inside)) {
    yield inside
    return
  }
  yield ok('network namespaces', `can be made with: ${inside.join(' ')}`)
  for (const { about, argv, fix } of trials()) {
    const result = await run([...inside, ...argv])
    yield result?.code === 0
      ? ok(about, 'works inside a namespace')
      : fail(about, `does not work inside a namespace: ${result?.stderr || 'no reason given'}`, fix)
  }
  yield captureCheck(await run([...inside, ...captureTrial()]))
}

/** Captures on the loopback of a namespace, and prints what came of it. */
function captureTrial(): readonly string[] {
  const script = `
    import { execFileSync } from 'node:child_process'
    const { systemClock, tryCapture } = await import(${JSON.stringify(linkModule('index.js'))})
    execFileSync('ip', ['link', 'set', 'lo', 'up'])
    const states = await tryCapture([{ interface: 'lo', paths: [] }], ['::1'], systemClock)
    process.stdout.write(JSON.stringify(states))`
  return [process.execPath, '--input-type=module', '--eval', script]
}

function captureCheck(result: ProgramResult | undefined): Check {
  try {
    return wordCapture(JSON.parse(result?.stdout ?? '') as readonly CaptureState[])
  } catch {
    return warn('capture', `could not be tried: ${result?.stderr || 'no reason given'}`)
  }
}

function linkModule(file: string): string {
  return pathToFileURL(join(packageRoot, 'dist', 'harness', 'link', file)).href
}

function namespace(unshareWay: () => readonly string[]): string[] | Check {
  try {
    return ['unshare', ...unshareWay()]
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    const [says = '', ...fix] = error.message.split(': ')
    return fail('network namespaces', says, fix.join(': '))
  }
}

function trials() {
  const open = `const { RawIPv6Link } = await import(${JSON.stringify(linkModule('raw-ipv6.js'))}); await new RawIPv6Link([]).close()`
  return [
    { about: 'a namespace of the device', argv: ['unshare', '--net', 'true'], fix: 'run as root' },
    {
      about: 'veth links',
      argv: ['ip', 'link', 'add', 'wlan0', 'type', 'veth', 'peer', 'name', 'wlan1'],
      fix: 'load the module: modprobe veth',
    },
    {
      about: 'raw sockets',
      argv: [process.execPath, '--input-type=module', '--eval', open],
      fix: 'run as root, or see "Privileges" in the README',
    },
  ]
}
