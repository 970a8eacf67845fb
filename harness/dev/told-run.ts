/**
 * A run that tells as it goes, for a test to kill: `told-run.js JOURNAL SEED` tests the reference LMA, in memory and
 * in virtual time, and prints every event once its journal has it.
 */
import { writeSync } from 'node:fs'
import { argv } from 'node:process'
import { definedCases } from '../case/definition.js'
import { lmaRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { makePlan } from '../run/plan.js'
import { attachAnchor, testLink, testProfile } from './device.js'

// Of all suite files only one, and that late: fifty of these are started.
await import('../../suites/lma/rfc8278-4.1-binding-identifier.js')
const pause = new Int32Array(new SharedArrayBuffer(4))
const [, , journalFile = '', seed = '1'] = argv
const { profile, clock, link } = testLink(testProfile())
attachAnchor(link, clock, profile, { defects: ['bid-255-accepted'] })
await clock.run(
  conduct({
    profile,
    plan: makePlan(definedCases(), lmaRules, profile),
    info: {
      tool: 'pmipspec',
      version: '0',
      device: profile.device.name,
      role: 'lma',
      edition: 'rfc8278',
      profile: profile.source,
      seed: Number(seed),
      started: '2026-01-01T00:00:00Z',
    },
    journalFile,
    clock,
    openLink: () => link,
    rerunPrefix: 'pmipspec run --case',
    stop: new AbortController().signal,
    onEvent: (event) => tell(`${JSON.stringify(event)}\n`),
  }),
)

/** All of it, however slowly it is read; no faster than somebody can act on. */
function tell(line: string): void {
  Atomics.wait(pause, 0, 0, 1)
  const octets = Buffer.from(line)
  for (let at = 0; at < octets.length; ) {
    try {
      at += writeSync(1, octets, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 1)
    }
  }
}
