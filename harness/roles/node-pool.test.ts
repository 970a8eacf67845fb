import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { VirtualClock } from '../dev/virtual-clock.js'
import { NodePool } from './node-pool.js'

function pool(count: number, first = 1) {
  const profile = testProfile()
  const clock = new VirtualClock()
  const nodes = new NodePool({ ...profile, nodes: { ...profile.nodes, count } }, clock, first)
  return { nodes, clock, keep: profile.timers.minDelayBeforeBceDelete }
}

describe('NodePool', () => {
  it('hands out each node once, each kind from its own template', async () => {
    const { nodes } = pool(10)
    const ids = [await nodes.take(), await nodes.take(), await nodes.take('unknown')].map((n) => n.id)
    expect(ids).to.deep.equal(['mn-1@example.net', 'mn-2@example.net', 'ghost-1@example.net'])
  })

  it('begins at the number it is told, and wraps around', async () => {
    const { nodes } = pool(3, 2)
    const numbers = [await nodes.take(), await nodes.take(), await nodes.take()].map((n) => n.number)
    expect(numbers).to.deep.equal([2, 3, 1])
  })

  it('gives every node a link-layer identifier of its own', async () => {
    const { nodes } = pool(70_000, 65_536)
    const [a, b] = [await nodes.take(), await nodes.take()]
    expect([...a.linkLayerId]).to.deep.equal([2, 0, 0, 1, 0, 0])
    expect([...b.linkLayerId]).to.deep.equal([2, 0, 0, 1, 0, 1])
  })

  it('gives a node out again only when the device has deleted its entry', async () => {
    const { nodes, clock, keep } = pool(1)
    const node = await nodes.take()
    node.prefixes = [{ prefix: '2001:db8:100::', prefixLength: 64 }]
    nodes.rest(node)
    const again = await clock.run(nodes.take())
    expect(again.id).to.equal(node.id)
    expect(clock.now()).to.be.at.least(keep)
    expect(again.prefixes).to.deep.equal([])
    expect(again.hasSession).to.equal(false)
  })

  it('tells when the device has forgotten the nodes of a kind', async () => {
    const { nodes, clock, keep } = pool(10)
    nodes.rest(await nodes.take('unknown'))
    await clock.run(nodes.rested('multipath'))
    expect(clock.now()).to.equal(0)
    await clock.run(nodes.rested('unknown'))
    expect(clock.now()).to.be.at.least(keep)
  })

  it('waits for a node that is still in use', async () => {
    const { nodes, clock, keep } = pool(1)
    const node = await nodes.take()
    const taking = nodes.take()
    await clock.pass(5000)
    nodes.rest(node)
    expect((await clock.run(taking)).id).to.equal(node.id)
    expect(clock.now()).to.be.at.least(5000 + keep)
  })

  it('gives no node of another kind', async () => {
    const { nodes, clock } = pool(1)
    nodes.rest(await nodes.take('unknown'))
    await nodes.take()
    const error = await clock.run(nodes.take().catch(String))
    expect(error).to.equal(
      'NoSuchNode: all 1 nodes of kind multipath are in use: raise nodes.count, or lower lanes',
    )
  })

  it('says which template is missing', async () => {
    const { nodes } = pool(1)
    expect(await nodes.take('barred').catch(String)).to.equal(
      'NoSuchNode: the profile declares no nodes.barred: add a template such as x-{n}@example.net',
    )
  })
})
