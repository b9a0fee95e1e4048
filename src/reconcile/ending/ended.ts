import type { Ending } from '../../plan/progress.ts'

/** Ends an apply early, from wherever it is; an open session is discarded and logged off on the way. */
export class Ended extends Error {
  readonly ending: Ending
  constructor(ending: Ending) {
    super(ending.kind)
    this.name = 'Ended'
    this.ending = ending
  }
}
