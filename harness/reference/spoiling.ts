import type { Option, OptionKind, OptionOf } from '../wire/index.js'

/** Changes a message that is about to be sent; the context tells what it is about. */
export type Spoil<M, C> = (message: M, context: C) => M

/** Those of a table whose defects the device has. */
export function chosen<N extends string, S>(
  has: (name: N) => boolean,
  table: { readonly [K in N]?: S },
): readonly S[] {
  return (Object.keys(table) as N[]).flatMap((name) => {
    const spoil = has(name) ? table[name] : undefined
    return spoil === undefined ? [] : [spoil]
  })
}

/** The ways to spoil a message of one kind. */
export function spoiling<M extends { readonly options: readonly Option[] }, C>() {
  const header =
    (change: (message: M, context: C) => Partial<M>): Spoil<M, C> =>
    (message, context) => ({ ...message, ...change(message, context) })

  const options =
    (change: (options: readonly Option[], context: C) => readonly Option[]): Spoil<M, C> =>
    (message, context) => ({ ...message, options: change(message.options, context) })

  const without = (kind: OptionKind) => options((all) => all.filter((o) => o.kind !== kind))
  const withMore = (...more: readonly Option[]) => options((all) => [...all, ...more])
  const each = <K extends OptionKind>(kind: K, change: (option: OptionOf<K>, context: C) => Option) =>
    options((all, context) => all.map((o) => (o.kind === kind ? change(o as OptionOf<K>, context) : o)))
  const twice = (kind: OptionKind) => options((all) => all.flatMap((o) => (o.kind === kind ? [o, o] : [o])))

  return { header, options, without, withMore, each, twice }
}
