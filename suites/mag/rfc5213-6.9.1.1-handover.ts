import { expect, Handoff, mag } from '../../harness/case/index.js'

mag(
  'MAG-5213-HANDOVER-01',
  'The first PBU of a node that comes over from another interface of its own has handoff indicator 2',
  {
    requirement: '5213/6.9.1.1-04b',
    stimulus: 'attach-other-interface',
  },
  async (t) => {
    expect(await t.arriving('attach-other-interface')).to.have.handoff(Handoff.betweenInterfaces)
  },
)

mag(
  'MAG-5213-HANDOVER-02',
  'The first PBU of a node that comes over from another MAG has handoff indicator 3',
  {
    requirement: '5213/6.9.1.1-04c',
    stimulus: 'attach-other-mag',
  },
  async (t) => {
    expect(await t.arriving('attach-other-mag')).to.have.handoff(Handoff.betweenMags)
  },
)
