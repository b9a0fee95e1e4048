import type { Digest } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import { effectsOf, type Effect } from './effects.ts'
import { objectOf } from './held-object.ts'
import type { Holding, Holdings } from './holding.ts'
import { holdingsOf, listNamed } from './holdings.ts'
import { beforeEdits } from './list-edits.ts'
import type { Step } from './plan.ts'
import { isSameHolding } from './same-holding.ts'

/** A step that a run set out to write. */
export interface OwnWrite {
  readonly step: Step
  /** Digest of the entries that an edited list held then; absent in what older versions wrote. */
  readonly found?: Digest
}

/**
 * What Pader left in a cluster: what it held when there was nothing left to do, and on top of it what runs that ended
 * early have written since (`written`, in their order). An object that holds one of those values was changed by nobody
 * else. Whether any of them took effect is not known of a run that was killed; so each of them counts.
 */
export function withOwnWrites(applied: Holdings, written: readonly OwnWrite[], observed: ObservedCluster): Holdings {
  if (applied.size === 0 || written.length === 0) return applied
  const live = holdingsOf(observed)
  const going = new Map(applied)
  const left = new Map(applied)
  for (const write of written) {
    for (const { name, after } of effectsOf(write.step, observed)) {
      const object = objectOf(name)
      if (object === undefined) continue
      const now = live.get(name)
      const holding = isLeftBy(write, observed) ? now : following(going.get(name), write, after)
      put(going, name, holding)
      if (isSameHolding(object, holding, now)) put(left, name, now)
    }
  }
  return left
}

/** Whether a list holds what its edits make of what they found, whatever became of the edits before them. */
function isLeftBy({ step, found }: OwnWrite, observed: ObservedCluster): boolean {
  if (step.kind !== 'edit list' || found === undefined) return false
  const now = listNamed(step, observed)
  const old = now === undefined ? undefined : beforeEdits(now.entries, step.edits)
  return old !== undefined && digestOf(old) === found
}

/** What a write makes of a holding; edits that found something else say nothing about this one. */
function following(before: Holding | undefined, { found }: OwnWrite, after: Effect['after']): Holding | undefined {
  return found === undefined || found === before?.digest ? after(before) : before
}

function put(holdings: Map<string, Holding>, name: string, holding: Holding | undefined): void {
  if (holding === undefined) holdings.delete(name)
  else holdings.set(name, holding)
}
