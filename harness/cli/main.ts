#!/usr/bin/env node
import { Command, CommanderError, Help, type Option } from 'commander'
import { ExitCode } from '../model/index.js'
import { wordFailure } from './failure.js'
import { packageVersion } from './package-root.js'
import { outlivesItsOutput } from './reader.js'

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
  .configureHelp({ optionDescription: described })
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'pmipspec: ')) })
  .exitOverride()

outlivesItsOutput()

/** An option that may be given several times has an empty list as default, which tells nobody anything. */
function described(option: Option): string {
  return Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option)
}

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
