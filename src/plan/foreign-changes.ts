import type { ObservedCluster } from '../model/observed.ts'
import { effectsOf } from './effects.ts'
import { objectOf, wordsFor, type HeldObject } from './held-object.ts'
import type { Holding, Holdings } from './holding.ts'
import { holdingsOf } from './holdings.ts'
import type { Plan } from './plan.ts'
import { isSameHolding } from './same-holding.ts'

/**
 * Objects that were changed on both sides since Pader last applied: by somebody at the appliance, and in the
 * repository to something else. What only drifted is not among them: bringing that back is what Pader is for. Neither is
 * what is not there (any more): nothing of anybody's is lost then.
 */
export function foreignChanges(plan: Plan, observed: ObservedCluster, applied: Holdings): readonly string[] {
  const live = holdingsOf(observed)
  return [...outcomes(plan, observed, live)].flatMap(([name, { object, words, after }]) => {
    const [last, now] = [applied.get(name), live.get(name)]
    if (last === undefined || now === undefined || isSameHolding(object, now, last)) return []
    return isSameHolding(object, after, last) ? [] : [words]
  })
}

interface Changed {
  readonly object: HeldObject
  readonly words: string
  readonly after: Holding | undefined
}

/** What each object holds when the whole plan was carried out: of several steps about one the last one counts. */
function outcomes(plan: Plan, observed: ObservedCluster, live: Holdings): ReadonlyMap<string, Changed> {
  const changed = new Map<string, Changed>()
  for (const step of plan.phases.flatMap(({ steps }) => steps)) {
    for (const { name, after } of effectsOf(step, observed)) {
      const object = objectOf(name)
      if (object === undefined) continue
      const before = changed.get(name)
      const holds = before === undefined ? live.get(name) : before.after
      changed.set(name, {
        object,
        words: wordsFor(object, (uuid) => ('node' in step ? step.node : uuid)),
        after: after(holds),
      })
    }
  }
  return changed
}
