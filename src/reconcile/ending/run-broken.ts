import type { Standing } from '../../plan/progress.ts'

/** A run that its own machine stopped (the state directory, or a mistake of Pader), and how it left the nodes. */
export class RunBroken extends Error {
  readonly standing: Standing
  constructor(cause: unknown, standing: Standing) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'RunBroken'
    this.standing = standing
  }
}
