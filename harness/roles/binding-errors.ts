/** When Binding Errors came in on which path, asked for or not; the oldest are forgotten. */
export class BindingErrors {
  readonly #came: { readonly path: string; readonly at: number }[] = []

  add(path: string, at: number): void {
    this.#came.push({ path, at })
    if (this.#came.length > ROOM) this.#came.shift()
  }

  /** How many came in on a path since a time of the link clock. */
  since(path: string, at: number): number {
    return this.#came.filter((error) => error.path === path && error.at >= at).length
  }
}

const ROOM = 20_000
