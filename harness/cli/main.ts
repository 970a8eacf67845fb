#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { ExitCode } from '../model/index.js'
import { addCompare } from './compare.js'
import { addCtl } from './ctl-command.js'
import { addDecode } from './decode.js'
import { addDoctor } from './doctor.js'
import { wordFailure } from './failure.js'
import { addList } from './list.js'
import { packageVersion } from './package-root.js'
import { addProve } from './prove.js'
import { addReport } from './report.js'
import { addRequirements } from './requirements.js'
import { addRun } from './run.js'
import { addServe } from './serve.js'

const program = new Command('pmipspec')
  .description('Conformance tests for RFC 8278 (MAG Multipath Options) and Proxy Mobile IPv6.')
  .version(packageVersion())
  .showSuggestionAfterError()
  .exitOverride()

addRun(program)
addList(program)
addRequirements(program)
addDoctor(program)
addServe(program)
addCtl(program)
addProve(program)
addDecode(program)
addReport(program)
addCompare(program)

try {
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
