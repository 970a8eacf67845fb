import { type Addresses, type Answer, expect, type LmaCase, lma } from '../../harness/case/index.js'
import { rightChecksum } from './support/damage.js'

const NOT_ASSIGNED = 200
const UNRECOGNIZED_MH_TYPE = 2

function unknownType(octets: Uint8Array, addresses: Addresses): Uint8Array {
  return rightChecksum(octets.with(2, NOT_ASSIGNED), addresses)
}

/** Error messages are sent at a limited rate only (RFC 6275 §9.3.3), so that one silence does not tell. */
async function ask(t: LmaCase): Promise<Answer> {
  const send = () => t.wlan.register(t.node, { damage: unknownType })
  let answer = await send()
  for (const pause of [2000, 1000]) {
    if (!answer.silent) break
    await t.sleep(pause)
    answer = await send()
  }
  return answer
}

lma(
  'LMA-6275-TYPE-01',
  'A message of unknown type is answered by a Binding Error, with status 2 and Home Address ::',
  {
    requirement: ['6275/9.2-02', '6275/9.3.3-02'],
    exclusive: true, // a Binding Error names no request: it is told only when no other waits on its path
  },
  async (t) => {
    const { reaction } = await ask(t)

    expect(reaction.kind).to.equal('binding-error', 'a Binding Error')
    if (reaction.kind !== 'binding-error') return
    expect(reaction.message.status).to.equal(UNRECOGNIZED_MH_TYPE, 'status 2, unrecognized MH type')
    expect(reaction.message.homeAddress).to.equal('::', 'Home Address ::, as the message had none')
  },
)
