import type { Standing, Verification } from '../../plan/progress.ts'
import type { Lines } from '../failure.ts'
import { nodeNames } from '../text/node-names.ts'
import { plural } from '../plural.ts'

/** Whether something of the run is, or may be, in effect. */
export function isTouched({ committed, uncertain }: Standing): boolean {
  return committed > 0 || uncertain
}

/** In what state a run that ended early left the nodes. */
export function standingLines(standing: Standing): Lines {
  const { committed, left, uncertain, shown } = standing
  if (!isTouched(standing)) return ['unchanged: nothing of this run is in effect', ...shownLines(shown)]
  const done = committed === 0 ? [] : [`${plural(committed, 'phase')} in effect${left > 0 ? `, ${left} not` : ''}`]
  if (uncertain) {
    return [
      [...done, 'it is not known whether what was sent last took effect'].join('; '),
      'each node holds all of a commit or none of it; the next run finds out which',
    ]
  }
  const known = shownLines(shown)
  return [
    done.join(''),
    ...(known.length === 0 ? ['which of them hold it was not asked any more: see "pader status"'] : known),
  ]
}

/** Who showed the storage of the entry node when all were asked last, and who did not. */
export function shownLines(shown: Verification | undefined): readonly string[] {
  if (shown === undefined) return []
  const { confirmed, behind, notConfirmed } = shown
  const reasons = [...new Set(notConfirmed.map(({ reason }) => reason))].toSorted()
  return [
    ...(confirmed.length === 0 ? [] : [`hold what the entry node holds: ${nodeNames(confirmed)}`]),
    ...(behind.length === 0 ? [] : [`behind, each still on what it held before: ${nodeNames(behind)}`]),
    ...reasons.map((reason) => {
      const nodes = notConfirmed.filter((one) => one.reason === reason).map(({ node }) => node)
      return `not known: ${nodeNames(nodes)} (${reason})`
    }),
  ]
}
