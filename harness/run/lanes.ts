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
