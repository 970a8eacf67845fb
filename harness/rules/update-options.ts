import { hexOf, malformed, place, received } from './evidence.js'
import type { Update } from './exchange.js'
import type { RuleFinding } from './rule.js'

type Multipath = 'mag-multipath-binding' | 'mag-identifier'

/** Options of a kind with a Length that their layout excludes; undefined when there is none of the kind. */
export function lengths(
  update: Update,
  kind: Multipath,
  name: string,
  expected: string,
): readonly RuleFinding[] | undefined {
  const bad = malformed(update, kind)
  if (received(update, kind).length + bad.length === 0) return undefined
  return bad.map((option) => ({
    code: 'option-length',
    message: `The ${name} option has a Length that its layout does not allow`,
    expected,
    got: `${option.length} (${hexOf(option.data.subarray(0, 32))})`,
    where: place(update, option, 'length', 1),
  }))
}

/** Options of an unknown type that hold what another one should. */
export function otherType(
  update: Update,
  isContent: (data: Uint8Array) => boolean,
  name: string,
  expected: string,
): readonly RuleFinding[] {
  return received(update, 'unknown')
    .filter(({ data }) => isContent(data))
    .map((option) => ({
      code: 'option-type',
      message: `What looks like a ${name} option has another type`,
      expected,
      got: `type ${option.type}: ${hexOf(option.data)}`,
      where: place(update, option, 'type'),
    }))
}
