import { expect, lma } from '../../harness/case/index.js'
import { provoke, UNRECOGNIZED_MH_TYPE } from './support/binding-error.js'
import { cutTo, ofUnknownType } from './support/damage.js'

lma(
  'LMA-6275-TYPE-01',
  'A message of unknown type is answered by a Binding Error, with status 2 and Home Address ::',
  {
    requirement: ['6275/9.2-02', '6275/9.3.3-02'],
    exclusive: true, // a Binding Error names no request: it is told only when no other waits on its path
  },
  async (t) => {
    const { reaction } = await provoke(t, ofUnknownType)

    expect(reaction.kind).to.equal('binding-error', 'a Binding Error')
    if (reaction.kind !== 'binding-error') return
    expect(reaction.message.status).to.equal(UNRECOGNIZED_MH_TYPE, 'status 2, unrecognized MH type')
    expect(reaction.message.homeAddress).to.equal('::', 'Home Address ::, as the message had none')
  },
)

lma(
  'LMA-6275-TYPE-02',
  'A message of unknown type and no more than eight octets is answered by a Binding Error too',
  {
    requirement: '6275/9.2-02',
    exclusive: true,
  },
  async (t) => {
    const { reaction } = await provoke(t, (octets, a) => cutTo(8)(ofUnknownType(octets, a), a))

    expect(reaction.kind).to.equal('binding-error', 'a Binding Error')
    if (reaction.kind === 'binding-error')
      expect(reaction.message.status).to.equal(UNRECOGNIZED_MH_TYPE, 'status 2, unrecognized MH type')
  },
)
