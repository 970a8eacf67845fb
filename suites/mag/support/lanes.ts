import type { MagCase } from '../../../harness/case/index.js'

/** Does something with each of several, with as many at a time as the profile says that the device bears. */
export async function withEach<T>(
  t: MagCase,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(t.profile.lanes, items.length) }, lane))
}
