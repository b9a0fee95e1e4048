import type { ObservedCluster } from '../model/observed.ts'
import { effectsOf } from './effects.ts'
import { objectOf } from './held-object.ts'
import type { Holding, Holdings } from './holding.ts'
import { holdingsOf } from './holdings.ts'
import type { Step } from './plan.ts'
import { isSameHolding } from './same-holding.ts'

/**
 * What Pader left in a cluster: what it held when there was nothing left to do, and on top of it what runs that ended
 * early have written since (`written`, in their order). An object that holds one of those values was changed by nobody
 * else. Whether the last of them took effect is not known of a run that was killed; so each of them counts.
 */
export function withOwnWrites(applied: Holdings, written: readonly Step[], observed: ObservedCluster): Holdings {
  if (applied.size === 0 || written.length === 0) return applied
  const live = holdingsOf(observed)
  const going = new Map(applied)
  const left = new Map(applied)
  for (const { name, after: becoming } of written.flatMap((step) => effectsOf(step, observed))) {
    const object = objectOf(name)
    if (object === undefined) continue
    const after = becoming(going.get(name))
    put(going, name, after)
    if (isSameHolding(object, after, live.get(name))) put(left, name, live.get(name))
  }
  return left
}

function put(holdings: Map<string, Holding>, name: string, holding: Holding | undefined): void {
  if (holding === undefined) holdings.delete(name)
  else holdings.set(name, holding)
}
