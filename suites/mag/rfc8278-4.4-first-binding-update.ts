import { expect, mag, prefer } from '../../harness/case/index.js'

mag(
  'MAG-8278-FIRST-01',
  'The first PBU of a node asks for multipath',
  {
    requirement: ['8278/MP-4.4-01', '8278/MP-3.1-02'],
  },
  async (t) => {
    const pbu = await t.attach()

    expect(pbu).to.be.multipath()
  },
)

mag(
  'MAG-8278-FIRST-02',
  'The first PBU of a node identifies the MAG',
  {
    requirement: ['8278/MP-4.4-03', '8278/MP-3.1-02'],
  },
  async (t) => {
    const pbu = await t.attach()

    expect(pbu).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-FIRST-03',
  'Until the LMA has answered, no second path is registered',
  {
    requirement: '8278/MP-4.4-05',
    paths: 2,
    lasts: 3,
  },
  async (t) => {
    const first = await t.attach()
    const elsewhere = await t.heard(3000, {
      where: (pbu) => pbu.path !== first.path,
      what: 'a PBU over another path before the first was answered',
      since: first.at,
    })

    prefer(elsewhere).to.be.nothing()
  },
)

mag(
  'MAG-8278-FIRST-04',
  'Once multipath is accepted, the second path is registered under a BID of its own',
  {
    requirement: '8278/MP-4.1-15',
    paths: 2,
  },
  async (t) => {
    const { first, second } = await t.twoPaths()

    expect(second.bid).to.not.equal(first.bid)
  },
)
