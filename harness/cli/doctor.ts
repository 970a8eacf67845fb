import type { Command } from 'commander'
import picocolors from 'picocolors'
import { Operator, RawIPv6Link, Stimuli, systemClock } from '../link/index.js'
import { ExitCode } from '../model/index.js'
import { progressOptions } from '../report/index.js'
import type { Check } from '../run/doctor/check.js'
import { examine } from '../run/doctor/examine.js'
import { IpRoute } from '../run/doctor/iproute.js'
import { loadProfile } from '../run/profile/load.js'
import { examineHost } from './doctor-embedded.js'
import { interruption } from './interruption.js'
import { count, terminalWidth, wrap } from './layout.js'
import { usage } from './options.js'

interface DoctorFlags {
  readonly profile?: string
  readonly stimuli?: boolean
  readonly json?: boolean
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('look whether a device can be tested from here, and say what to mend')
    .description(
      'Looks at what a run needs, thing by thing, each trouble with its fix: rights, interfaces, addresses, routes, neighbours; then that the device answers, knows our paths as MAGs, its clock, its nodes, the observe command. Of a MAG, with --stimuli, that it does what each stimulus says. What it registers it de-registers; it sends only to the device of the profile. Without --profile: only what the embedded run needs of this host.',
    )
    .option('--profile <file>', 'the device')
    .option('--stimuli', 'a MAG: give each stimulus of the profile once, and see what the MAG does')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nExit code: 0 nothing fails, 2 the profile is wrong, 3 something fails.\n\nExample:\n  pmipspec doctor --profile profiles/acme-lma.yaml',
    )
    .action(async (flags: DoctorFlags) => {
      process.exitCode = await doctor(flags)
    })
}

async function doctor(flags: DoctorFlags): Promise<number> {
  const profile = flags.profile === undefined ? undefined : await loadProfile(flags.profile)
  if (flags.stimuli === true && profile?.device.role !== 'mag')
    throw usage(
      `--stimuli: ${profile === undefined ? 'it needs --profile' : 'only a MAG is told what to do'}`,
    )
  const checks: Check[] = []
  const operator = new Operator(process.stdin, process.stderr)
  const show = printer(flags.json === true)
  if (profile === undefined)
    show.heading('No --profile: looking only at what the embedded run needs of this host.')
  else show.heading(`${profile.device.name}, ${profile.device.role} at ${profile.lma.address}`)
  const examination =
    profile === undefined
      ? examineHost()
      : examine(profile, {
          open: (endpoints) => new RawIPv6Link(endpoints),
          ip: new IpRoute(),
          clock: systemClock,
          nodeVersion: process.versions.node,
          ...(flags.stimuli === true && { stimuli: new Stimuli(profile, operator) }),
        })
  // After the step that is under way.
  const stop = interruption().signal
  for await (const check of examination) {
    checks.push(check)
    show.check(check)
    if (stop.aborted) break // which lets the examination de-register what it has registered
  }
  operator.close()
  const failed = checks.filter(({ status }) => status === 'fail').length
  show.end(checks, stop.aborted)
  return failed > 0 || stop.aborted ? ExitCode.undecided : ExitCode.conformant
}

interface Printer {
  heading(text: string): void
  check(check: Check): void
  end(checks: readonly Check[], interrupted: boolean): void
}

function printer(asJson: boolean): Printer {
  const out = (text: string) => void process.stdout.write(`${text}\n`)
  const width = terminalWidth()
  const { green, yellow, red } = picocolors.createColors(progressOptions(process.stdout, process.env).color)
  const paint = { ok: green, warn: yellow, fail: red }
  if (asJson)
    return {
      heading: () => {},
      check: () => {},
      end: (checks, interrupted) =>
        out(
          JSON.stringify(
            { ok: !interrupted && checks.every(({ status }) => status !== 'fail'), interrupted, checks },
            null,
            2,
          ),
        ),
    }
  return {
    heading: (text) => out(wrap(text, width)),
    check: ({ status, about, says, fix }) => {
      const start = 6
      out(
        `${paint[status](status.padEnd(4))}  ${wrap(`${about}: ${says}`, width - start, 2).replaceAll('\n', '\n      ')}`,
      )
      if (fix !== undefined) out(wrap(`        fix: ${fix}`, width, 10))
    },
    end: (checks, interrupted) => {
      const tally = (status: Check['status']) => checks.filter((check) => check.status === status).length
      const sums = `${tally('ok')} ok, ${count(tally('warn'), 'warning')}, ${count(tally('fail'), 'failure')}`
      out(interrupted ? `interrupted: ${sums}` : sums)
    },
  }
}
