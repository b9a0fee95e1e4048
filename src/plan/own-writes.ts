import type { ListEntry, ObservedCluster } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import { holdingsOf, nameOfStep, objectOf, type Holding, type Holdings } from './holdings.ts'
import { afterEdits } from './list-edits.ts'
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
  for (const step of written) {
    const name = nameOfStep(step, observed)
    const object = name === undefined ? undefined : objectOf(name)
    if (name === undefined || object === undefined) continue
    const after = holdingAfter(step, going.get(name))
    put(going, name, after)
    if (isSameHolding(object, after, live.get(name))) put(left, name, live.get(name))
  }
  return left
}

function put(holdings: Map<string, Holding>, name: string, holding: Holding | undefined): void {
  if (holding === undefined) holdings.delete(name)
  else holdings.set(name, holding)
}

/** What the object of a step holds when the step has been carried out on what it held before. */
function holdingAfter(step: Step, before: Holding | undefined): Holding | undefined {
  switch (step.kind) {
    case 'set property':
      return { digest: digestOf(step.after), value: step.after }
    case 'write system file':
      return { digest: step.after }
    case 'create list':
      return { digest: digestOf(step.entries), value: step.entries }
    case 'edit list': {
      if (!isEntries(before?.value)) return before
      const entries = afterEdits(before.value, step.edits)
      return { digest: digestOf(entries), value: entries }
    }
    case 'delete list':
      return undefined
    case 'set policy setting':
    case 'put rule sets':
    case 'manual':
      return before
  }
}

function isEntries(value: unknown): value is readonly ListEntry[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null && 'value' in entry)
}
