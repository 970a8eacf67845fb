/**
 * `npm run soak -- [--runs N] [--delay MS] [--loss PERCENT] [--suite lma|mag] [--labs N] [--seed N]`: runs the whole suite
 * against the reference devices again and again, over paths that delay each packet by a random time or lose some, and
 * tells each verdict that differs from that of a first, undisturbed run. Ends with exit code 1 when one does.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { embeddedProfile, startDevice } from '../cli/embedded.js'
import { loadSuites } from '../cli/suites.js'
import { type EmbeddedDevice, ended, insideLab, loseIncoming, spawnInLab } from '../lab/index.js'
import { RawIPv6Link, systemClock } from '../link/index.js'
import type { CaseEnd, Profile, Role, Verdict } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import { makePlan } from '../run/plan.js'
import { seeded } from '../wire/testdata/octets.js'
import { DelayedLink } from './delayed-link.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '4' },
    delay: { type: 'string', default: '0' },
    loss: { type: 'string', default: '0' },
    suite: { type: 'string', default: '' },
    labs: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    // Of a lab: which of the runs it makes, and the file of the undisturbed run's verdicts; without lane it makes that.
    lane: { type: 'string' },
    usual: { type: 'string' },
  },
})
const [runs, delay, loss, labs, seed] = [
  values.runs,
  values.delay,
  values.loss,
  values.labs,
  values.seed,
].map(Number) as [number, number, number, number, number]
const roles: readonly Role[] = values.suite === '' ? ['lma', 'mag'] : [values.suite as Role]

/** What a lab tells of one run. */
interface Told {
  readonly role: Role
  readonly run: number
  readonly ms: number
  readonly repeated: number
  readonly cases: number
  readonly differences: readonly string[]
}

if (insideLab()) await soakHere()
else process.exitCode = await soakInLabs()

async function soakInLabs(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-soak-'))
  const usual = ['--usual', join(folder, 'usual.json')]
  // One lab at first: what the others are held against is found in peace.
  const first = await ended(spawnInLab([...process.argv.slice(2), ...usual], 'inherit'))
  const told: Told[] = []
  const lab = async (lane: number) => {
    const child = spawnInLab([...process.argv.slice(2), ...usual, '--lane', String(lane)], 'pipe')
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const one = JSON.parse(line) as Told
        told.push(one)
        const { role, run, ms, repeated, cases, differences } = one
        const how = `${cases} cases, ${(ms / 1000).toFixed(1)} s, ${repeated} steps repeated`
        process.stdout.write(
          `${role} run ${run}: ${how}${differences.map((d) => `\n  ${d}`).join('') || ', no verdict changed'}\n`,
        )
      })
    return ended(child)
  }
  const codes =
    first === 0 ? await Promise.all(Array.from({ length: labs }, (_, lane) => lab(lane))) : [first]
  rmSync(folder, { recursive: true })
  const changed = told.filter(({ differences }) => differences.length > 0).length
  process.stdout.write(
    `${told.length} runs, delay 0-${delay} ms each way, loss ${loss} % each way: a verdict changed in ${changed}\n`,
  )
  return changed === 0 && told.length === runs * roles.length && codes.every((code) => code === 0) ? 0 : 1
}

type Usual = Readonly<Partial<Record<Role, Readonly<Record<string, Verdict>>>>>

async function soakHere(): Promise<void> {
  const file = values.usual ?? ''
  if (values.lane === undefined) writeFileSync(file, JSON.stringify(await usualVerdicts()))
  else await soak(Number(values.lane), JSON.parse(readFileSync(file, 'utf8')) as Usual)
}

async function usualVerdicts(): Promise<Usual> {
  const usual: Partial<Record<Role, Readonly<Record<string, Verdict>>>> = {}
  for (const role of roles) {
    const device = await startDevice(await embeddedProfile({}, role), {})
    const ends = await verdicts(device, 0, false).finally(() => device.close())
    usual[role] = Object.fromEntries([...ends].map(([id, { verdict }]) => [id, verdict]))
  }
  return usual
}

async function soak(lane: number, all: Usual): Promise<void> {
  for (const role of roles) {
    const usual = all[role] ?? {}
    const device = await startDevice(await embeddedProfile({}, role), {})
    try {
      for (let run = lane + 1; run <= runs; run += labs) {
        await device.order({})
        await lossy(device, loss)
        const begun = systemClock.now()
        const now = await verdicts(device, run, true)
        await lossy(device, 0)
        const told: Told = {
          role,
          run,
          ms: systemClock.now() - begun,
          repeated: [...now.values()].filter(({ attempts }) => attempts > 1).length,
          cases: now.size,
          differences: [...now.values()].flatMap((end) => difference(usual[end.id], end)),
        }
        process.stdout.write(`${JSON.stringify(told)}\n`)
      }
    } finally {
      await device.close()
    }
  }
}

function difference(usual: Verdict | undefined, now: CaseEnd): readonly string[] {
  if (usual === now.verdict) return []
  return [`${now.id}: ${usual ?? 'nothing'}, now ${now.verdict} (${now.attempts} attempts): ${now.reason}`]
}

async function lossy(device: EmbeddedDevice, percent: number): Promise<void> {
  if (loss === 0) return
  await loseIncoming(percent)
  await loseIncoming(percent, device.pid)
}

/** Results of one run, by case. */
async function verdicts(
  device: EmbeddedDevice,
  run: number,
  disturbed: boolean,
): Promise<ReadonlyMap<string, CaseEnd>> {
  const { profile } = device
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-soak-'))
  const ends = new Map<string, CaseEnd>()
  const random = seeded(seed * 1000 + run)
  await conduct({
    profile,
    plan: makePlan(await loadSuites(profile.device.role), standingRules, profile),
    info: runInfo(profile, seed + run),
    journalFile: join(folder, 'journal.ndjson'),
    clock: systemClock,
    openLink: (p) => {
      const link = new RawIPv6Link(endpointsOf(p))
      return disturbed && delay > 0 ? new DelayedLink(link, delay, random) : link
    },
    rerunPrefix: '',
    ownObserve: true,
    stop: new AbortController().signal,
    onEvent: (event) => {
      if (event.event === 'case-end') ends.set(event.id, event)
      if (event.event === 'trouble') process.stderr.write(`trouble: ${event.message}\n`)
    },
  })
  rmSync(folder, { recursive: true })
  return ends
}

function runInfo({ device, edition, source }: Profile, number: number) {
  const started = new Date(systemClock.wall()).toISOString()
  const { name, role } = device
  return {
    tool: 'pmipspec' as const,
    version: '0',
    device: name,
    role,
    edition,
    profile: source,
    seed: number,
    started,
  }
}
