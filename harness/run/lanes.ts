/**
 * Runs tasks side by side, at most `lanes` at a time, in the given order. `enter` is awaited before each task; a
 * task must not reject.
 */
export async function runInLanes<T>(
  lanes: number,
  tasks: readonly T[],
  enter: () => Promise<void>,
  run: (task: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < tasks.length) {
      const task = tasks[next++] as T
      await enter()
      await run(task)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane))
}

/** Room for so many at a time; the others wait in the order they came. */
export class Room {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  async within<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((enter) => this.#waiting.push(enter))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }
}
