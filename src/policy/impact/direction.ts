import { letThrough, type Effect } from '../reason/run.ts'

/** What a change does to a request: it gets further than before, less far, or ends otherwise. */
export type Direction = 'weaker' | 'stricter' | 'other'

/** How far a request gets: blocked not at all, let through freely, everything else in between. */
function distance({ action }: Effect): number {
  if (action === letThrough) return 2
  return action === 'Block' ? 0 : 1
}

/** What the change from one effect to another does to a request. */
export function directionOf(before: Effect, after: Effect): Direction {
  const further = distance(after) - distance(before)
  if (further === 0) return 'other'
  return further > 0 ? 'weaker' : 'stricter'
}
