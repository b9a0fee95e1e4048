import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { Desired } from './desired.ts'
import type { SavedFile } from './saved-plan.ts'

/**
 * A saved plan and the clusters that it is carried out for have to be about the same: a cluster that one of the two does not
 * have would be left out without a word.
 */
export function demandPlanned({ path, plans }: SavedFile, { clusters, isWhole, root }: Desired): void {
  const here = new Set<string>(clusters.map(({ name }) => name))
  const gone = [...plans.keys()].filter((name) => !here.has(name))
  if (isWhole && gone.length > 0) {
    throw new CommandFailure(
      EXIT.stale,
      `the plan is about ${quoted(gone)}, and "${root}" has no such cluster any more`,
      'make a new one with "pader plan --save", or name with --cluster which part of it to carry out',
    )
  }
  const unplanned = [...here].filter((name) => !plans.has(name))
  if (isWhole || unplanned.length === 0) return
  throw new CommandFailure(
    EXIT.usage,
    `"${path}" holds no plan of ${quoted(unplanned)}`,
    `it is about ${quoted([...plans.keys()])}`,
  )
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
