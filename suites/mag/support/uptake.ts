import { expect, type MagCase, type Pbu, type Script, uptake } from '../../../harness/case/index.js'
import { withEach } from './lanes.js'

/** An answer may get lost: the next repetition gets it too, which comes twice as late. */
const SECOND_REPETITION = 3800

/** The MAG goes on with what this answer gives. */
export async function expectAccepted(t: MagCase, pbu: Pbu, script: Script = {}): Promise<void> {
  const first = await uptake(t, pbu, script)
  const how =
    first.kind === 'repeated' && first.by !== undefined
      ? await uptake(t, first.by, script, SECOND_REPETITION)
      : first
  expect(how).to.be.accepted()
}

/** Each of these answers, to a node of its own, is accepted. */
export async function expectEachAccepted(t: MagCase, scripts: readonly Script[]): Promise<void> {
  await withEach(t, scripts, async (script) => {
    const node = await t.anotherNode()
    await expectAccepted(t, await t.attach(node), script)
  })
}

/** The MAG passes over this answer, and is there for the right one to its next PBU. */
export async function expectIgnored(t: MagCase, pbu: Pbu, script: Script): Promise<void> {
  const how = await uptake(t, pbu, script)
  expect(how).to.be.ignored()
  if (how.by !== undefined) await expectAccepted(t, how.by)
}

/** The MAG still registers a node. */
export async function expectAlive(t: MagCase): Promise<void> {
  await expectAccepted(t, await t.attach(await t.anotherNode()))
}
