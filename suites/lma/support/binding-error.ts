import type { Addresses, Answer, LmaCase, PathHandle } from '../../../harness/case/index.js'

/** RFC 6275 §6.1.9: unrecognized MH type. */
export const UNRECOGNIZED_MH_TYPE = 2

type Damage = (octets: Uint8Array, addresses: Addresses) => Uint8Array

/**
 * Sends something that should bring a Binding Error, in place of a PBU, and gives what came. Error messages are sent at
 * a limited rate only (RFC 6275 §9.3.3), so that one silence does not tell.
 */
export async function provoke(t: LmaCase, damage: Damage, path: PathHandle = t.wlan): Promise<Answer> {
  const send = () => path.register(t.node, { damage })
  let answer = await send()
  for (const pause of [2000, 1000]) {
    if (!answer.silent) break
    await t.sleep(pause)
    answer = await send()
  }
  return answer
}
