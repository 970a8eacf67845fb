/** A point the RFCs leave open or contradict, and the reading we hold to be fair to every device. */
export interface Interpretation {
  readonly question: string
  /** What passes, warns, fails or stays undecided where the text does not say. */
  readonly reading: string
  /** Ids of the requirements it bears on, as in the index of the catalogue. */
  readonly requirements: readonly string[]
}
