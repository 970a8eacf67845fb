import { type Endpoint, LinkError } from '../../link/index.js'
import type { Answer, NodeKind } from '../../roles/index.js'
import { type Check, ok, warn } from './check.js'
import { words } from './claims.js'
import type { Outcome, Prober } from './prober.js'

interface Declared {
  readonly kind: NodeKind
  readonly must: string
  readonly holds: (answer: Answer) => boolean
}

const MAG_NOT_AUTHORIZED = 154

/** On the first path. */
const declared: readonly Declared[] = [
  {
    kind: 'two-prefixes',
    must: 'get two home network prefixes',
    holds: (answer) => answer.accepted && answer.prefixes.length === 2,
  },
  { kind: 'one-mag', must: 'be served at the first path', holds: (answer) => answer.accepted },
  { kind: 'scarce', must: 'be served while their pool is not used up', holds: (answer) => answer.accepted },
  { kind: 'preassigned', must: 'be served', holds: (answer) => answer.accepted },
]

/** Kinds of nodes that a lab may set up beside the usual ones: what is declared of them is so. */
export async function* checkDeclaredNodes(
  prober: Prober,
  [first, second]: readonly Endpoint[],
): AsyncGenerator<Check> {
  const knows = ({ kind }: { readonly kind: NodeKind }) => prober.nodes.template(kind) !== undefined
  if (first === undefined) return
  for (const { kind, must, holds } of declared.filter(knows))
    yield word(kind, must, await prober.try(first, {}, kind), holds)
  if (second === undefined || !knows({ kind: 'one-mag' })) return
  const elsewhere = await prober.try(second, {}, 'one-mag')
  yield word('one-mag', 'be refused with 154 at the second path', elsewhere, (answer) => {
    return answer.status === MAG_NOT_AUTHORIZED
  })
}

function word(kind: NodeKind, must: string, outcome: Outcome, holds: (answer: Answer) => boolean): Check {
  const about = `nodes.${kind}`
  if (typeof outcome === 'object' && !(outcome instanceof LinkError) && holds(outcome))
    return ok(about, `a registration gives ${words(outcome)}, as these nodes are to ${must}`)
  return warn(
    about,
    `a registration gives ${words(outcome)}, but these nodes are to ${must}`,
    'set such nodes up at the device, or take the line out of the profile',
  )
}
