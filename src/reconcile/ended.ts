import type { Outcome } from '../plan/progress.ts'

/** Ends an apply from inside a session with an outcome; the session is discarded and logged off on the way. */
export class Ended extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.name = 'Ended'
    this.outcome = outcome
  }
}
