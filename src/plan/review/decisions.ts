import type { Cluster } from '../../model/fleet.ts'
import type { Direction } from '../../policy/impact/direction.ts'
import type { Impact, ImpactClass } from '../../policy/impact/impact-class.ts'
import type { Acceptance } from './acceptance.ts'
import type { Consequence } from './consequence.ts'

/** Somebody whose users are decided about differently, and so has to agree. */
export interface Reviewer {
  readonly owner: string
  /** Regions of theirs that have such requests, sorted. */
  readonly regions: readonly string[]
  /** What becomes of the requests there. */
  readonly directions: readonly Direction[]
}

/** What follows for the requests of the users: who gets further first, unless this very change accepts it. */
export function decisionConsequences({ classes, open }: Impact, acceptance: Acceptance): readonly Consequence[] {
  const weaker = classes.filter(({ direction }) => direction === 'weaker')
  const refused = weaker.filter((one) => acceptance.ownerFor(one) === undefined)
  const accepted = weaker.filter((one) => acceptance.ownerFor(one) !== undefined)
  const agreed = [...new Set(accepted.map((one) => acceptance.ownerFor(one)))].join(', ')
  const undecided = acceptance.isUndecidedAccepted ? 'note' : 'caution'
  const told = (direction: Direction, words: string): readonly Consequence[] => {
    const some = classes.filter((one) => one.direction === direction)
    return some.length === 0 ? [] : [consequence('decisions', 'note', `${many(some)} ${words}${where(some)}`)]
  }
  return [
    ...(refused.length === 0
      ? []
      : [consequence('weakening', 'caution', `${many(refused)} get further than before${where(refused)}`)]),
    ...(accepted.length === 0
      ? []
      : [consequence('weakening', 'note', `${many(accepted)} get further, accepted by ${agreed}${where(accepted)}`)]),
    ...(open.length === 0
      ? []
      : [consequence('weakening', undecided, `whether requests get further could not be decided: ${open.join('; ')}`)]),
    ...told('stricter', 'get less far than before'),
    ...told('other', 'are treated differently'),
    ...(classes.length + open.length > 0
      ? []
      : [consequence('decisions', 'note', 'no request at a node of both revisions is decided differently (proved)')]),
  ]
}

/** Owners of the regions whose requests are decided differently, by either revision: a change cannot leave them out. */
export function reviewersOf({ classes }: Impact, before: Cluster, after: Cluster): readonly Reviewer[] {
  const owners = new Map<string, { regions: Set<string>; directions: Set<Direction> }>()
  for (const { direction, audiences } of classes)
    for (const { name } of audiences)
      for (const owner of ownersOf(name, [before, after])) {
        const known = owners.get(owner) ?? { regions: new Set(), directions: new Set() }
        known.regions.add(name)
        known.directions.add(direction)
        owners.set(owner, known)
      }
  return [...owners]
    .map(([owner, { regions, directions }]) => ({
      owner,
      regions: [...regions].toSorted(),
      directions: [...directions],
    }))
    .toSorted((left, right) => (left.owner < right.owner ? -1 : 1))
}

function ownersOf(region: string, clusters: readonly Cluster[]): readonly string[] {
  const owners = clusters.flatMap(({ regions }) => regions.find(({ name }) => name === region)?.owner ?? [])
  return [...new Set(owners)]
}

function many(classes: readonly ImpactClass[]): string {
  return classes.length === 1 ? 'requests of one class' : `requests of ${classes.length} classes`
}

function where(classes: readonly ImpactClass[]): string {
  const names = [...new Set(classes.flatMap(({ audiences }) => audiences.map(({ name }) => name)))].toSorted()
  return names.length === 0 ? '' : `: ${names.join(', ')}`
}

function consequence(kind: Consequence['kind'], weight: Consequence['weight'], text: string): Consequence {
  return { kind, weight, text, nodes: [] }
}
