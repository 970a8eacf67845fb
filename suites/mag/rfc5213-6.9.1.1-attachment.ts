import { expect, type MagCase, mag, type Pbu, presume, uptake } from '../../harness/case/index.js'
import { expectGreater } from './support/session.js'

mag(
  'MAG-5213-ATTACH-01',
  'A node that attaches is registered at its LMA',
  {
    requirement: '5213/6.9.1.1-01',
  },
  async (t) => {
    await t.attaching()
    const pbu = await t.nextPbu({ what: 'the registration of a node that was attached' })

    expect(pbu.isDeregistration).to.equal(false, 'a registration')
  },
)

mag(
  'MAG-5213-ATTACH-02',
  'First PBU and refresh ask for a lifetime above 0',
  {
    requirement: '6275/11.7.1-01',
  },
  async (t) => {
    await t.attaching()
    const first = await t.presumedPbu({ what: 'the PBU of a node that was attached' })
    expect(first.lifetime).to.be.above(0, 'a lifetime above 0 in the first PBU')
    await t.answer(first)
    t.answering({})
    if (!t.can('refresh')) return

    await t.sleep(100)
    await t.refresh()
    const refresh = await t.presumedPbu({ on: first.path, what: 'a refresh' })
    expect(refresh.lifetime).to.be.above(0, 'a lifetime above 0 in the refresh')
  },
)

/** The node attaches, is registered, detaches and is de-registered; a MAG that never de-registers is given time. */
async function visit(t: MagCase, node = t.node): Promise<Pbu> {
  const pbu = await t.attach(node)
  t.answering({}, node)
  await t.answer(pbu)
  await t.sleep(100)
  await t.detach(node)
  await t.anyPbu({ node, where: (p) => p.isDeregistration, within: t.facts.deregisters ? 1500 : 500 })
  t.answering(undefined, node)
  return pbu
}

mag(
  'MAG-5213-ATTACH-03',
  'A node that comes back is registered under the MN-ID it had',
  {
    requirement: ['5213/6.9.1.1-02', '5213/6.6-01'],
  },
  async (t) => {
    const other = await t.anotherNode()
    await visit(t)
    await visit(t, other)

    for (const node of [t.node, other]) {
      const since = t.clock.now()
      await t.attaching(node)
      await t.nextPbu({
        node,
        where: (p) => p.at >= since && !p.isDeregistration,
        what: `a PBU with MN-ID ${node.id} for a node that comes back`,
      })
    }
  },
)

mag(
  'MAG-5213-ATTACH-04',
  'The first PBU of a new node has handoff indicator 1, or 4 where the MAG cannot tell',
  {
    requirement: '5213/6.9.1.1-04a',
  },
  async (t) => {
    expect(await t.attach()).to.have.handoff(1, 4)
  },
)

mag(
  'MAG-5213-ATTACH-05',
  'Besides Timestamps the sequence number is a rising counter of the MAG',
  {
    requirement: '5213/6.9.1.1-06b',
    claims: ['timestamps'],
  },
  async (t) => {
    let before: Pbu | undefined
    for (const node of [t.node, await t.anotherNode(), await t.anotherNode()]) {
      const pbu = await t.attach(node)
      presume(pbu).to.have.option('timestamp')
      await t.answer(pbu)
      if (before !== undefined) expectGreater(pbu, before.sequence)
      before = pbu
    }
  },
)

mag(
  'MAG-5213-ATTACH-06',
  'Without Timestamps every PBU of a session has a greater sequence number',
  {
    requirement: '5213/6.9.1.1-06c',
    unless: ['timestamps'],
    lasts: 2,
  },
  async (t) => {
    const first = await t.attach()
    const { by } = await uptake(t, first, { never: true })
    presume(by !== undefined).to.equal(true, 'a repetition')
    t.answering({})
    if (by !== undefined) await t.answer(by)
    await t.sleep(100)
    if (t.can('refresh')) await t.refresh()
    await t.sleep(200)
    if (t.attached.has(t.node)) await t.detach()
    await t.anyPbu({ where: (p) => p.isDeregistration, on: first.path, within: 1000 })

    const onPath = t.log().filter((p) => p.path === first.path)
    for (const [i, pbu] of onPath.entries()) {
      const before = onPath[i - 1]
      if (before !== undefined) expectGreater(pbu, before.sequence)
    }
  },
)

mag(
  'MAG-5213-ATTACH-07',
  'A node that is not entitled to the service is not registered',
  {
    requirement: '5213/6.14-01',
    nodes: ['barred'],
    lasts: 3,
  },
  (t) => notRegistered(t, 3000),
)

mag(
  'MAG-5213-ATTACH-08',
  'A node that is not entitled to the service is not registered for ten seconds',
  {
    requirement: '5213/6.14-01',
    nodes: ['barred'],
    lasts: 10,
    full: true,
  },
  (t) => notRegistered(t, 10_000),
)

async function notRegistered(t: MagCase, ms: number): Promise<void> {
  const node = await t.anotherNode('barred')
  const since = t.clock.now()
  await t.attaching(node)

  expect(await t.heard(ms, { node, since })).to.be.nothing()
}
