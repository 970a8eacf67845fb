#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { ExitCode } from '../model/index.js'
import { wordFailure } from './failure.js'
import { packageVersion } from './package-root.js'

type Add = (program: Command) => void

/** Each command's file, loaded only when it is asked for: a start takes a fraction of the time. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  run: async () => (await import('./run.js')).addRun,
  list: async () => (await import('./list.js')).addList,
  requirements: async () => (await import('./requirements.js')).addRequirements,
  doctor: async () => (await import('./doctor.js')).addDoctor,
  serve: async () => (await import('./serve.js')).addServe,
  ctl: async () => (await import('./ctl-command.js')).addCtl,
  prove: async () => (await import('./prove.js')).addProve,
  decode: async () => (await import('./decode.js')).addDecode,
  report: async () => (await import('./report.js')).addReport,
  compare: async () => (await import('./compare.js')).addCompare,
  merge: async () => (await import('./merge.js')).addMerge,
}

const program = new Command('pmipspec')
  .description('Conformance tests for RFC 8278 (MAG Multipath Options) and Proxy Mobile IPv6.')
  .version(packageVersion())
  .showSuggestionAfterError()
  .exitOverride()

// Whoever read our output may have had enough (`| head`); a run goes on and writes its reports all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  const asked = commands[process.argv[2] ?? '']
  // Help and suggestions need all of them.
  for (const load of asked === undefined ? Object.values(commands) : [asked]) (await load())(program)
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : ExitCode.usage
  } else {
    const { message, code } = wordFailure(error)
    process.stderr.write(`pmipspec: ${message}\n`)
    process.exitCode = code
  }
}
