import type { Cycle } from '../../model/policy/rule-set.ts'
import { unbounded, type Bounds } from '../reason/bounds.ts'
import { Diagrams, type Diagram } from '../reason/diagram.ts'
import type { SharedInputs } from '../reason/shared-inputs.ts'
import type { Audience, Side, SideName } from '../reason/side.ts'
import { requestsWith } from '../reason/known.ts'
import { isMoving } from '../reason/questions.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { boundsOf } from './bounds.ts'
import { suspectsOf, type Suspect } from './suspects.ts'

/** What the requests that meet a difference have in common, by a first look at nothing but the differences. */
export function boundsOfDifference(
  sides: Readonly<Record<SideName, Side>>,
  shared: SharedInputs,
  cycle: Cycle,
  within: Audience | undefined,
): Bounds {
  let bounds = unbounded
  // What is known of the sides may make differences disappear that the first look still sees.
  for (let times = sides.before.given.size + sides.after.given.size > 0 ? 2 : 1; times > 0; times--) {
    const reasoner = new Reasoner(new Diagrams(), bounds)
    const requests = requestsOf(reasoner, suspectsOf(reasoner, sides, shared, cycle), sides, shared, within)
    const followed = reasoner.truths.some(requests, (variable) => !isMoving(reasoner.atoms.at(variable)))
    bounds = boundsOf(reasoner, followed)
  }
  return bounds
}

/** The requests that meet a difference, as far as they are looked at. */
export function requestsOf(
  reasoner: Reasoner,
  suspects: readonly Suspect[],
  sides: Readonly<Record<SideName, Side>>,
  shared: SharedInputs,
  within: Audience | undefined,
): Diagram {
  const given = (['before', 'after'] as const).map((side) =>
    requestsWith(reasoner, { name: side, has: sides[side].given }, shared, side),
  )
  return reasoner.truths.and(
    reasoner.truths.or(...suspects.map(({ when }) => when)),
    reasoner.withinBounds(),
    ...(within === undefined ? [] : [requestsWith(reasoner, within, shared)]),
    ...given,
  )
}
