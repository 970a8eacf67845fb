/// <reference lib="dom" />
import type { ShownRow } from './store.js'

/** Ties the rows of the fields to the octets: what is pointed at or focused on one side is lit on the other. */
export class OctetLink {
  readonly #rows: readonly ShownRow[]
  readonly #fieldCells: readonly HTMLElement[]
  readonly #octetCells: ReadonlyMap<number, readonly HTMLElement[]>
  #lit: HTMLElement[] = []

  constructor(
    rows: readonly ShownRow[],
    fieldCells: readonly HTMLElement[],
    octetCells: ReadonlyMap<number, readonly HTMLElement[]>,
  ) {
    this.#rows = rows
    this.#fieldCells = fieldCells
    this.#octetCells = octetCells
  }

  watch(fields: HTMLElement, hex: HTMLElement): void {
    for (const [element, light] of [
      [fields, (target: HTMLElement) => this.#lightField(Number(target.dataset.row))],
      [hex, (target: HTMLElement) => this.#lightOctet(Number(target.dataset.octet))],
    ] as const) {
      const on = (event: Event) => {
        const target = (event.target as Element).closest<HTMLElement>('[data-row],[data-octet]')
        if (target !== null) light(target)
      }
      element.addEventListener('pointerover', on)
      element.addEventListener('focusin', on)
      element.addEventListener('pointerleave', () => this.#restore(element))
      element.addEventListener('focusout', () => this.#clear())
    }
  }

  #restore(element: HTMLElement): void {
    const focused = document.activeElement
    this.#clear()
    if (focused instanceof HTMLElement && element.contains(focused)) {
      if (focused.dataset.row !== undefined) this.#lightField(Number(focused.dataset.row))
      else if (focused.dataset.octet !== undefined) this.#lightOctet(Number(focused.dataset.octet))
    }
  }

  #clear(): void {
    for (const cell of this.#lit) cell.classList.remove('lit')
    this.#lit = []
  }

  #light(cell: HTMLElement | undefined): void {
    if (cell === undefined) return
    cell.classList.add('lit')
    this.#lit.push(cell)
  }

  #lightField(index: number): void {
    this.#clear()
    const row = this.#rows[index]
    if (row === undefined) return
    this.#light(this.#fieldCells[index])
    this.#lightOctets(row)
  }

  /** The narrowest field over the octet; fields of bits that share it are lit together. */
  #lightOctet(octet: number): void {
    this.#clear()
    const over = this.#rows.filter((row) => row.offset <= octet && octet < row.offset + row.length)
    const narrowest = Math.min(...over.map((row) => row.length))
    const lit = over.filter((row) => row.length === narrowest)
    for (const row of lit) {
      this.#light(this.#fieldCells[this.#rows.indexOf(row)])
      this.#lightOctets(row)
    }
    if (lit.length === 0) for (const cell of this.#octetCells.get(octet) ?? []) this.#light(cell)
  }

  #lightOctets({ offset, length }: ShownRow): void {
    for (let at = offset; at < offset + length; at++)
      for (const cell of this.#octetCells.get(at) ?? []) this.#light(cell)
  }
}
