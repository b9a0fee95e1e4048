/** Something wrong with a text of the criteria language, with offsets into the text. */
export interface TextProblem {
  readonly code: string
  readonly message: string
  readonly start: number
  readonly end: number
  readonly help?: string
}

/** A reading of a text: absent only when a problem is present; values of wrong types are problems of a text that was read. */
export interface ReadText<Value> {
  readonly value: Value | undefined
  readonly problems: readonly TextProblem[]
}

/** Ends the reading of one text; caught where reading began, never seen outside. */
export class TextError extends Error {
  readonly problem: TextProblem
  constructor(problem: TextProblem) {
    super(problem.message)
    this.problem = problem
  }
}
