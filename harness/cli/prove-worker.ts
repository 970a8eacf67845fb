import { on, setMaxListeners } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedDevice } from '../lab/index.js'
import { RawIPv6Link, systemClock } from '../link/index.js'
import type { JournalEvent, Profile } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import type { JournalWriter } from '../run/journal-writer.js'
import { makePlan } from '../run/plan.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { openTap } from '../run/tap.js'
import { claimsUnder, embeddedProfile, startDevice, variablesUnder } from './embedded.js'
import type { LabWord } from './prove-labs.js'
import { loadSuites } from './suites.js'

/** A device that a defect has killed need not be waited for: it is told to start anew. */
const RECOVERY_MS = 500
/** A device with a defect reacts at once or never; one that behaves otherwise may take longer. */
const DEFECTIVE = { answer: 500, attach: 1000 }

/**
 * Inside the lab: runs the jobs that come over the channel, one after the other, and says each result. A device
 * stays for all jobs of its role. Ends when the channel does.
 */
export async function runJobs(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-prove-'))
  const stop = stopSignal()
  const say = (word: LabWord) => void (process.connected && process.send?.(word))
  let device: EmbeddedDevice | undefined
  try {
    const jobs = on(process, 'message', { signal: stop })
    say({ ready: true })
    for await (const [given] of jobs) {
      const job = given as Job
      const role = job.role ?? 'lma'
      if (device?.profile.device.role !== role) {
        await device?.close()
        device = await startDevice(await embeddedProfile({}, role), {})
      }
      say({ result: await runJob(job, device, folder, stop) })
    }
  } catch (error) {
    if (!stop.aborted) throw error
  } finally {
    await device?.close()
    rmSync(folder, { recursive: true, force: true })
    if (process.connected) process.disconnect() // an open channel would keep us
  }
}

/** Aborts when whoever gives the jobs is done or gone, or when we are told to end. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const end = () => stop.abort()
  process.once('disconnect', end)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
  setMaxListeners(0, stop.signal) // each case that runs listens
  return stop.signal
}

async function runJob(
  job: Job,
  device: EmbeddedDevice,
  folder: string,
  stop: AbortSignal,
): Promise<JobResult> {
  const started = systemClock.now()
  const profile = profileOf(job, device.profile)
  await device.order({
    defects: job.defects,
    behaviours: job.behaviours,
    config: {
      edition: profile.edition,
      multipath: multipathOf(job),
      ...(job.oneLabel === true && { paths: profile.paths }),
    },
  })
  const definitions = (await loadSuites(profile.device.role)).filter(
    (d) => job.quick !== true || (d.lasts ?? d.intervals) === undefined,
  )
  const plan = makePlan(definitions, standingRules, profile, { cases: job.cases, full: job.full === true })
  const ends = new Map<string, JobResult['cases'][number]>()
  const troubles: string[] = []
  let calibrated = false
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
    // A capture takes its time: only where a job is about a rule that needs one.
    ...(job.cases.length > 0 &&
      plan.some(({ rule }) => rule?.captured === true) && {
        openTap: (journal: JournalWriter) => openTap(profile, systemClock, journal),
      }),
    openLink: (p) => new RawIPv6Link(endpointsOf(p)),
    rerunPrefix: '',
    ownObserve: true,
    stop,
    onEvent: (event: JournalEvent) => {
      if (event.event === 'calibration') calibrated = true
      if (event.event === 'trouble') troubles.push(event.message)
      if (event.event === 'case-end')
        ends.set(event.id, {
          id: event.id,
          verdict: event.verdict,
          reason: event.reason,
          requirements: requirements.get(event.id) ?? [],
          died: event.findings.some(({ code }) => code === 'device-died'),
        })
    },
  })
  return {
    name: job.name,
    cases: [...ends.values()],
    troubles,
    calibrated,
    durationMs: systemClock.now() - started,
  }
}

/** A MAG without multipath asks for none; an LMA has then never heard of it. */
function multipathOf(job: Job): string {
  if (job.off === true) return 'off'
  if (job.legacy !== true) return 'on'
  return job.role === 'mag' ? 'off' : 'legacy'
}

function profileOf(job: Job, profile: Profile): Profile {
  const behaviours = Object.entries(job.behaviours).map(([name, choice]) => `${name}=${choice}`)
  return {
    ...profile,
    ...variablesUnder(profile, behaviours),
    edition: job.edition ?? profile.edition,
    lanes: job.alone === true ? 1 : profile.lanes,
    paths: job.oneLabel === true ? profile.paths.map((path) => ({ ...path, label: 7 })) : profile.paths,
    heartbeat: { ...profile.heartbeat, isSet: profile.heartbeat.isSet && job.factory !== true },
    claims: {
      ...claimsUnder(profile, behaviours),
      multipath: job.legacy !== true && job.off !== true,
    },
    timing: {
      ...profile.timing,
      recovery: RECOVERY_MS,
      ...(job.defects.length > 0 && DEFECTIVE),
    },
  }
}
