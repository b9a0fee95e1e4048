/** One entry of a list: its value and the description beside it. */
export interface ListEntry {
  readonly value: string
  readonly description: string
}
