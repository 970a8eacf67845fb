import { type Answer, type Mag, type MobileNode, NOBODYS_PREFIX, type Tag } from '../roles/index.js'
import { Undecided } from './outcome.js'

export interface Idler {
  readonly mag: Mag
  readonly fresh: () => Promise<MobileNode>
  readonly tag: (step: string) => Tag
}

/** What was learned of the device behind each emulated MAG: once in a run is enough. */
const learned = new WeakMap<Mag, Promise<boolean>>()

/**
 * On the wire an accepted de-registration tells that its binding was there, since RFC 5213 has those of nothing ignored
 * (§5.3.5-1, §5.4.1.1-6). A device that accepts them all the same breaks that rule, which has cases of its own; here it
 * only means that nothing is told.
 */
export async function presumeTelling(idler: Idler): Promise<void> {
  const { mag } = idler
  let accepts = learned.get(mag)
  if (accepts === undefined) {
    accepts = acceptsIdle(idler)
    learned.set(mag, accepts)
    accepts.catch(() => learned.delete(mag))
  }
  if (await accepts)
    throw new Undecided({
      code: 'not-observable',
      message:
        'the device accepts de-registrations of what is not bound, so that they do not tell what is: configure `observe` in the profile',
    })
}

/** A node without session is de-registered, and a path that a node with a session never had. */
async function acceptsIdle({ mag, fresh, tag }: Idler): Promise<boolean> {
  const [here, there] = mag.endpoints
  if (here === undefined) return false
  const stranger = await fresh()
  const why = 'to learn whether the device accepts that'
  const ofNothing = await mag.ask(
    stranger,
    here,
    'deregister',
    { prefixes: [NOBODYS_PREFIX] },
    tag(`de-register ${stranger.id}, which has no session, ${why}`),
  )
  if (ofNothing.accepted) return true
  if (there === undefined || there.beside !== undefined) return false
  const node = await fresh()
  const multipath = mag.profile.claims.multipath
  const opened = await mag.ask(node, here, 'register', { multipath }, tag(`register ${node.id}`))
  if (!opened.accepted) return false
  const elsewhere: Answer = await mag.ask(
    node,
    there,
    'deregister',
    { multipath },
    tag(`de-register ${node.id} from ${there.name}, where it is not bound, ${why}`),
  )
  return elsewhere.accepted
}
