/**
 * A run that tells as it goes, for a test to kill: `told-run.js JOURNAL SEED` tests the reference LMA, in memory and
 * in virtual time, and prints every event once its journal has it. Whoever reads slowly is waited for.
 */
import { writeSync } from 'node:fs'
import { argv } from 'node:process'
import { loadSuites } from '../cli/suites.js'
import { lmaRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { makePlan } from '../run/plan.js'
import { attachAnchor, testLink, testProfile } from './device.js'

const [, , journalFile = '', seed = '1'] = argv
const { profile, clock, link } = testLink(testProfile())
attachAnchor(link, clock, profile, { defects: ['bid-255-accepted'] })
await clock.run(
  conduct({
    profile,
    plan: makePlan(await loadSuites('lma'), lmaRules, profile, { cases: ['LMA-8278-*'] }),
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
    onEvent: (event) => void writeSync(1, `${JSON.stringify(event)}\n`),
  }),
)
