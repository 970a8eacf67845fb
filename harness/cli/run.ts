import type { Command } from 'commander'
import { enterLab, insideLab } from '../lab/index.js'
import { checkTestFlags, type TestFlags } from './flags.js'
import { calendarDay, collect, wholeNumber } from './options.js'

export function addRun(program: Command): void {
  program
    .command('run', { isDefault: false })
    .summary('test a device, or without --profile the embedded reference devices')
    .description(
      'Tests the device of a profile and leaves a results folder. Without --profile: the embedded run, both sides in network namespaces of its own.',
    )
    .option('--profile <file>', 'what the device is, where it is, what it claims')
    .option(
      '--suite <role>',
      "lma or mag: the role of the profile's device; without a profile only this half",
    )
    .option('--case <glob>', 'only these cases (repeatable)', collect, [])
    .option('--requirement <glob>', 'only cases held against these requirements (repeatable)', collect, [])
    .option('--full', 'long cases too: timers of half a minute and more')
    .option('--strict', 'a warning counts as a failure')
    .option('--edition <edition>', "rfc8278 or draft-06, instead of the profile's")
    .option('--lanes <n>', "how many cases side by side, instead of the profile's", wholeNumber(1, 256))
    .option('--seed <n>', 'same identities and numbers as the run that printed it', wholeNumber(0, 2 ** 31))
    .option(
      '--repeat <n>',
      'each case so many times, to see whether it always ends alike',
      wholeNumber(1, 1000),
    )
    .option('--out <dir>', 'results folder (default: results/<time>-<device>)')
    .option('--capture <how>', 'capture.pcapng from the wire, or drawn from the journal', 'wire')
    .option('--shard <i/n>', 'only the i-th of n parts of the cases; see pmipspec merge')
    .option('--resume <dir>', 'go on with a run that was cut off, as it was begun')
    .option('--inconclusive <how>', 'in junit.xml: error or skip', 'error')
    .option(
      '--attachment-root <dir>',
      'where the CI server finds the results folder, for attachments in junit.xml',
    )
    .option(
      '--waivers-as-of <date>',
      'judge the waivers on this day, YYYY-MM-DD, for an old build (default: today)',
      calendarDay,
    )
    .option('--quiet', 'no progress, only the summary')
    .option('--json', 'journal events on standard output, one a line, and nothing else')
    .option('--multipath <how>', 'embedded run: the LMA has it on, off (refuses with 180), or is legacy')
    .option(
      '--defect <name>',
      'embedded run: break one rule of the reference device (repeatable)',
      collect,
      [],
    )
    .option(
      '--behaviour <name=choice>',
      'embedded run: another permitted behaviour (repeatable)',
      collect,
      [],
    )
    .addHelpText(
      'after',
      '\nExample:\n  pmipspec run --profile profiles/acme-lma.yaml --case "LMA-8278-BID-*"',
    )
    .action(async (flags: TestFlags) => {
      process.exitCode = await run(flags)
    })
}

async function run(flags: TestFlags): Promise<number> {
  checkTestFlags(flags)
  const { profile, resume } = flags
  if (profile !== undefined || resume !== undefined) return (await import('./run-here.js')).runHere(flags)
  return insideLab() ? (await import('./run-embedded.js')).runEmbedded(flags) : enterLab()
}
