/** A stretch of a text and what is to stand there instead. */
export interface Replacement {
  readonly from: number
  readonly to: number
  readonly text: string
}
