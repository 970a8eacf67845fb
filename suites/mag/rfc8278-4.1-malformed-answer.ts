/** RFC 8278 section 4.1: an answer whose MAG Multipath Binding option has a wrong Length, or comes twice. */
import { type MagCase, mag, note, option, type Pbu, prefer, presume } from '../../harness/case/index.js'
import { multipathOfLength } from './support/options.js'
import { expectAlive } from './support/uptake.js'

const MMB = 'mag-multipath-binding'

const TAKEN = 'a second path with multipath'
/** A MAG that knows the LMA asks for it without waiting for an answer, and so without prefix. */
const UNCAUSED = 'a second path that was asked for beside the first'

/** What an answer sent at `at` has led to within `ms`; tells it as a note. */
async function reaction(t: MagCase, first: Pbu, at: number, ms: number): Promise<string> {
  const where = (p: Pbu) => p.at > at && p.isRegistration && p.path !== first.path
  const second = await t.anyPbu({ where, within: ms })
  const what =
    second === undefined
      ? 'no second path'
      : second.asksForAnyPrefix
        ? UNCAUSED
        : second.multipath === undefined
          ? 'a second path without multipath'
          : TAKEN
  note(`${what} followed`)
  return what
}

for (const [id, length] of [
  ['MAG-8278-MMB-11', 0],
  ['MAG-8278-MMB-12', 4],
  ['MAG-8278-MMB-13', 5],
] as const)
  mag(
    id,
    `An answer whose option has Length ${length}, its end cut off, accepts no multipath`,
    { requirement: '8278/MP-4.1-06', notes: ['U-17'], paths: 2, malformed: 'own-nodes' },
    async (t) => {
      const first = await t.attach()
      presume(first).to.be.multipath()
      const add = [multipathOfLength(t, first, length)]
      const { at } = await t.answer(first, { multipath: false, add })

      prefer(await reaction(t, first, at, t.facts.reaction)).to.not.equal(TAKEN)
      await expectAlive(t)
    },
  )

for (const [id, length] of [
  ['MAG-8278-MMB-14', 7],
  ['MAG-8278-MMB-15', 14],
] as const)
  mag(
    id,
    `An answer whose option has Length ${length} may be taken for its first six octets, and does no harm`,
    { requirement: '8278/MP-4.1-06', notes: ['U-17'], paths: 2, malformed: 'own-nodes' },
    async (t) => {
      const first = await t.attach()
      presume(first).to.be.multipath()
      const add = [multipathOfLength(t, first, length)]
      const { at } = await t.answer(first, { multipath: false, add })

      await expectAlive(t)
      await reaction(t, first, at, 0)
    },
  )

mag(
  'MAG-8278-MMB-16',
  'An answer with the option twice, the second under another binding identifier, does no harm',
  { requirement: '8278/MP-4.1-01', notes: ['U-16'], paths: 2, malformed: 'own-nodes' },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    const { accessTechnology = 0, label = 0 } = first.multipath ?? {}
    const { at } = await t.answer(first, { add: [option(MMB, { accessTechnology, label, bid: 77 })] })

    await expectAlive(t)
    await reaction(t, first, at, 0)
  },
)
