/** The id of a case's n-th round in a run with `--repeat`; the first keeps the case's own, and so its history. */
export function repetitionId(id: string, round: number): string {
  return round === 1 ? id : `${id}.${round}`
}

/** The case that an id speaks of, without its round. */
export function caseOf(id: string): string {
  return id.replace(/\.\d+$/, '')
}
