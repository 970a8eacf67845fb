import { expect } from 'chai'
import { runInMemory } from './in-memory.js'

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')

async function sentWith(seed: number, cases: readonly string[] = []): Promise<readonly string[]> {
  const { sent, troubles } = await runInMemory({ seed, cases, profile: { lanes: 1 } })
  expect(troubles).to.deep.equal([])
  return sent.map(({ source, octets }) => `${source} ${hex(octets)}`)
}

describe('a run with a seed', () => {
  it('sends the same octets in the same order as another with that seed', async () => {
    const [first, second] = [await sentWith(5), await sentWith(5)]
    expect(first.length).to.be.above(1000)
    expect(second).to.deep.equal(first)
  })

  it('sends others than one with another seed', async () => {
    const some = ['LMA-8278-BID-*']
    const [first, other] = [await sentWith(5, some), await sentWith(6, some)]
    expect(other).to.have.lengthOf(first.length)
    expect(other.filter((octets, i) => octets === first[i])).to.deep.equal([])
  })

  it('gives a case alone the verdict that it has in the whole run', async () => {
    const { ends: all } = await runInMemory({ seed: 5 })
    for (const id of ['LMA-8278-BID-03', 'LMA-5213-TIME-05', 'LMA-6275-TYPE-01', 'LMA-8278-PATHS-02']) {
      const { ends } = await runInMemory({ seed: 5, cases: [id] })
      expect([...ends.values()].map((end) => [end.id, end.verdict, end.reason])).to.deep.equal([
        [id, all.get(id)?.verdict, all.get(id)?.reason],
      ])
    }
  })
})
