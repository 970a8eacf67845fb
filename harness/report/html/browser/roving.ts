/// <reference lib="dom" />

/**
 * Makes cells one stop of the Tab key, with arrow keys, Home and End among them. `across` is how many stand in a row:
 * 1 for a list.
 */
export function roving(holder: HTMLElement, cells: readonly HTMLElement[], across = 1): void {
  for (const [index, cell] of cells.entries()) cell.tabIndex = index === 0 ? 0 : -1
  const reach = (cell: HTMLElement) => {
    for (const each of cells) if (each.tabIndex === 0) each.tabIndex = -1
    cell.tabIndex = 0
  }
  holder.addEventListener('keydown', (event) => {
    const at = cells.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const sideways = across === 1 ? 0 : 1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + across,
      ArrowUp: at - across,
      ArrowRight: at + sideways,
      ArrowLeft: at - sideways,
      Home: 0,
      End: cells.length - 1,
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    const cell = cells[to]
    if (cell === undefined) return
    reach(cell)
    cell.focus()
  })
  holder.addEventListener('click', (event) => {
    const cell = cells.find((each) => each.contains(event.target as Node))
    if (cell === undefined) return
    reach(cell)
    cell.focus()
  })
}
