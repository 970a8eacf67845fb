import { expect } from 'chai'
import type { Link } from '../link/index.js'
import type { CaseEnd } from '../model/index.js'
import { seeded } from '../wire/testdata/octets.js'
import { DelayedLink } from './delayed-link.js'
import { runInMemory } from './in-memory.js'
import { LossyLink } from './lossy-link.js'
import type { VirtualClock } from './virtual-clock.js'

type Disturbed = (link: Link, clock: VirtualClock) => Link

const RUNS = 4

describe('a path that disturbs a run', () => {
  let usual: ReadonlyMap<string, CaseEnd>
  before(async () => {
    usual = (await runInMemory({ seed: 1 })).ends
  })

  /** Cases whose verdict is another than without the disturbance. */
  async function changed(seed: number, disturbed: Disturbed): Promise<readonly string[]> {
    const { ends, troubles } = await runInMemory({ seed, disturbed })
    expect(troubles).to.deep.equal([])
    return [...ends.values()]
      .filter(({ id, verdict }) => verdict !== usual.get(id)?.verdict)
      .map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)
  }

  for (let seed = 1; seed <= RUNS; seed++) {
    it(`by 0 to 20 ms each way changes no verdict, seed ${seed}`, async () => {
      const random = seeded(seed)
      expect(await changed(seed, (link, clock) => new DelayedLink(link, 20, random, clock))).to.deep.equal([])
    })

    it(`by the loss of 5 % each way changes no verdict, seed ${seed}`, async () => {
      const random = seeded(seed)
      expect(await changed(seed, (link) => new LossyLink(link, 5, random))).to.deep.equal([])
    })
  }
})
