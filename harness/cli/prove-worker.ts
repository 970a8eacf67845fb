import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedDevice } from '../lab/index.js'
import { RawIPv6Link, systemClock } from '../link/index.js'
import type { JournalEvent, Profile, Role } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import { makePlan } from '../run/plan.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { claimsUnder, embeddedProfile, startDevice } from './embedded.js'
import { loadSuites } from './suites.js'

/** A device that a defect has killed need not be waited for: it is told to start anew. */
const RECOVERY_MS = 500
/** A device with a defect reacts at once or never; one that behaves otherwise may take longer. */
const DEFECTIVE = { answer: 500, attach: 1000 }

/** Inside the lab: runs jobs one after the other, those of one role against one device, and hands over each result. */
export async function runJobs(jobs: readonly Job[], onResult: (result: JobResult) => void): Promise<void> {
  for (const role of ['lma', 'mag'] as const) {
    const mine = jobs.filter((job) => (job.role ?? 'lma') === role)
    if (mine.length > 0) await runJobsOf(role, mine, onResult)
  }
}

async function runJobsOf(
  role: Role,
  jobs: readonly Job[],
  onResult: (result: JobResult) => void,
): Promise<void> {
  const profile = await embeddedProfile({}, role)
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-prove-'))
  const device = await startDevice(profile, {})
  try {
    for (const job of jobs) onResult(await runJob(job, device, folder))
  } finally {
    await device.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runJob(job: Job, device: EmbeddedDevice, folder: string): Promise<JobResult> {
  const started = systemClock.now()
  const profile = profileOf(job, device.profile)
  await device.order({
    defects: job.defects,
    behaviours: job.behaviours,
    config: { edition: profile.edition, multipath: multipathOf(job) },
  })
  const definitions = (await loadSuites(profile.device.role)).filter(
    (d) => job.quick !== true || (d.lasts ?? d.intervals) === undefined,
  )
  const plan = makePlan(definitions, standingRules, profile, { cases: job.cases, full: job.full === true })
  const ends = new Map<string, JobResult['cases'][number]>()
  const troubles: string[] = []
  const requirements = new Map(plan.map(({ planned }) => [planned.id, planned.requirements]))
  const journalFile = join(folder, 'journal.ndjson')
  rmSync(journalFile, { force: true })
  await conduct({
    profile,
    plan,
    info: {
      tool: 'pmipspec',
      version: '0',
      device: profile.device.name,
      role: profile.device.role,
      edition: profile.edition,
      profile: profile.source,
      seed: 1,
      started: new Date().toISOString(),
    },
    journalFile,
    clock: systemClock,
    openLink: (p) => new RawIPv6Link(endpointsOf(p)),
    rerunPrefix: '',
    stop: new AbortController().signal,
    onEvent: (event: JournalEvent) => {
      if (event.event === 'trouble') troubles.push(event.message)
      if (event.event === 'case-end')
        ends.set(event.id, {
          id: event.id,
          verdict: event.verdict,
          reason: event.reason,
          requirements: requirements.get(event.id) ?? [],
        })
    },
  })
  return { name: job.name, cases: [...ends.values()], troubles, durationMs: systemClock.now() - started }
}

/** A MAG without multipath asks for none; an LMA has then never heard of it. */
function multipathOf(job: Job): string {
  if (job.legacy !== true) return 'on'
  return job.role === 'mag' ? 'off' : 'legacy'
}

function profileOf(job: Job, profile: Profile): Profile {
  return {
    ...profile,
    edition: job.edition ?? profile.edition,
    claims: {
      ...claimsUnder(
        profile,
        Object.entries(job.behaviours).map(([name, choice]) => `${name}=${choice}`),
      ),
      multipath: job.legacy !== true,
    },
    timing: {
      ...profile.timing,
      recovery: RECOVERY_MS,
      ...(job.defects.length > 0 && DEFECTIVE),
    },
  }
}
