/** `npm run bench [-- --json]`: numbers and ratios, side by side in one run; nothing here passes or fails. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedProfile, startDevice } from '../cli/embedded.js'
import { loadSuites } from '../cli/suites.js'
import { enterLab, insideLab } from '../lab/index.js'
import { RawIPv6Link, systemClock } from '../link/index.js'
import type { Profile } from '../model/index.js'
import { NodePool } from '../roles/index.js'
import { lmaRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import { makePlan } from '../run/plan.js'
import { decode, encode } from '../wire/index.js'
import { hex } from '../wire/testdata/octets.js'
import { VECTORS } from '../wire/testdata/vectors.js'
import { drawnReports } from './draw-bench.js'
import { bareExchanges, magExchanges } from './exchange-bench.js'

interface Numbers {
  readonly encodePerSecond: number
  readonly decodePerSecond: number
  readonly exchangesPerSecond: number
  readonly bareExchangesPerSecond: number
  readonly msPerCase: number
  /** All reports of 1,000 cases of 20 packets. */
  readonly reportsMs: number
  readonly reportsMb: number
}

const ROUNDS = 3
/** Cases that wait for nothing but answers. */
const SHORT_CASES = ['LMA-5213-{MISSING,ORDER,ACK}-*', 'LMA-8278-{LABEL,ATT,ALIGN,STATUS}-*']

if (insideLab()) await main()
else process.exitCode = await enterLab()

async function main(): Promise<void> {
  const profile = await embeddedProfile({})
  const device = await startDevice(profile, {})
  try {
    const codec = codecRates()
    const pool = new NodePool(device.profile, systemClock)
    const bare: number[] = []
    const ours: number[] = []
    // In turns, so that whatever else the machine does meets both alike.
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await bareExchanges(pool))
      ours.push(await magExchanges(pool))
    }
    const drawn = await drawnReports(1_000)
    const numbers: Numbers = {
      ...codec,
      exchangesPerSecond: Math.round(median(ours)),
      bareExchangesPerSecond: Math.round(median(bare)),
      msPerCase: await caseTime(device.profile),
      reportsMs: drawn.ms,
      reportsMb: drawn.mb,
    }
    print(numbers)
  } finally {
    await device.close()
  }
}

function codecRates(): Pick<Numbers, 'encodePerSecond' | 'decodePerSecond'> {
  const vector = VECTORS.find(({ id }) => id === 'V1')
  if (vector === undefined) throw new Error('vector V1 is missing')
  const { addresses, message } = vector
  const octets = hex(vector.octets)
  return {
    encodePerSecond: rate(() => encode(message, addresses)),
    decodePerSecond: rate(() => decode(octets, addresses)),
  }
}

/** Calls a second, the median of several rounds after warming up. */
function rate(work: () => unknown): number {
  const perRound = 100_000
  const round = () => {
    const started = performance.now()
    for (let i = 0; i < perRound; i++) work()
    return (perRound * 1000) / (performance.now() - started)
  }
  round()
  return Math.round(median([round(), round(), round(), round(), round()]))
}

/** Median time of the cases that wait for nothing but answers, milliseconds. */
async function caseTime(profile: Profile): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-bench-'))
  const times: number[] = []
  const plan = makePlan(await loadSuites('lma'), lmaRules, profile, { cases: SHORT_CASES })
  const short = new Set(
    plan
      .filter((p) => p.definition !== undefined && p.definition.lasts === undefined)
      .map((p) => p.planned.id),
  )
  await conduct({
    profile: { ...profile, lanes: 1 },
    plan,
    info: {
      tool: 'pmipspec',
      version: '0',
      device: 'bench',
      role: 'lma',
      edition: 'rfc8278',
      profile: 'embedded',
      seed: 1,
      started: new Date().toISOString(),
    },
    journalFile: join(folder, 'journal.ndjson'),
    clock: systemClock,
    openLink: (p) => new RawIPv6Link(endpointsOf(p)),
    rerunPrefix: '',
    ownObserve: true,
    stop: new AbortController().signal,
    onEvent: (event) => {
      if (event.event === 'case-end' && event.attempts > 0 && short.has(event.id))
        times.push(event.durationMs)
    },
  })
  rmSync(folder, { recursive: true })
  return Math.round(median(times) * 100) / 100
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function print(numbers: Numbers): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(numbers)}\n`)
    return
  }
  const { encodePerSecond, decodePerSecond, exchangesPerSecond, bareExchangesPerSecond, msPerCase } = numbers
  const ratio = (exchangesPerSecond / bareExchangesPerSecond).toFixed(2)
  process.stdout.write(
    [
      `encode V1        ${encodePerSecond.toLocaleString('en')} /s`,
      `decode V1        ${decodePerSecond.toLocaleString('en')} /s`,
      `exchanges        ${exchangesPerSecond.toLocaleString('en')} /s by the emulated MAG`,
      `                 ${bareExchangesPerSecond.toLocaleString('en')} /s by a bare socket loop (ratio ${ratio})`,
      `a short case     ${msPerCase} ms (median, one lane)`,
      `all reports      ${numbers.reportsMs} ms and ${numbers.reportsMb} MB for 1,000 cases of 20 packets`,
      '',
    ].join('\n'),
  )
}
