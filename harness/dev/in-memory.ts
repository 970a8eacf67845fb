import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSuites } from '../cli/suites.js'
import type { Link } from '../link/index.js'
import type { CaseEnd, Profile } from '../model/index.js'
import { lmaRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import { makePlan } from '../run/plan.js'
import { attachAnchor, testProfile } from './device.js'
import { type Carried, MemoryLink } from './memory-link.js'
import { VirtualClock } from './virtual-clock.js'

interface Setup {
  readonly seed: number
  readonly profile?: Partial<Profile>
  /** Globs over case ids; all when left out. */
  readonly cases?: readonly string[]
  /** Comes between the cases and the link. */
  readonly disturbed?: (link: Link, clock: VirtualClock) => Link
}

/** The suite for an LMA against the reference LMA, in memory and in virtual time: minutes of a run take seconds. */
export async function runInMemory({
  seed,
  cases = [],
  disturbed = (link) => link,
  ...setup
}: Setup): Promise<{
  readonly ends: ReadonlyMap<string, CaseEnd>
  readonly sent: readonly Carried[]
  readonly troubles: readonly string[]
}> {
  const profile = testProfile(setup.profile)
  const clock = new VirtualClock()
  const link = new MemoryLink(endpointsOf(profile), clock)
  attachAnchor(link, clock, profile)
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-memory-'))
  const ends = new Map<string, CaseEnd>()
  const troubles: string[] = []
  const { name, role } = profile.device
  try {
    await clock.run(
      conduct({
        profile,
        plan: makePlan(await loadSuites('lma'), lmaRules, profile, { cases }),
        info: {
          ...{ tool: 'pmipspec', version: '0', device: name, role, edition: profile.edition },
          ...{ profile: profile.source, seed, started: new Date(clock.wall()).toISOString() },
        },
        journalFile: join(folder, 'journal.ndjson'),
        clock,
        openLink: () => disturbed(link, clock),
        rerunPrefix: '',
        stop: new AbortController().signal,
        onEvent: (event) => {
          if (event.event === 'case-end') ends.set(event.id, event)
          if (event.event === 'trouble') troubles.push(event.message)
        },
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
  return { ends, sent: link.sent, troubles }
}
