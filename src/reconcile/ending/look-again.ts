import type { Ending, Verification } from '../../plan/progress.ts'

/**
 * Ends a round of a run: whether nodes are late could not be told, because the entry node was changed while they were asked,
 * or could not be asked again. What is there is looked at once more.
 */
export class LookAgain extends Error {
  /** What the nodes had shown until then. */
  readonly verification: Verification
  /** How a run ends to which this happens again and again. */
  readonly ending: Ending

  constructor(why: string, verification: Verification, ending: Ending) {
    super(why)
    this.name = 'LookAgain'
    this.verification = verification
    this.ending = ending
  }
}
