import type { ListEntry } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import type { Holding } from './holdings.ts'
import { afterEdits } from './list-edits.ts'
import type { Step } from './plan.ts'

/** What the object of a step holds when the step has been carried out on what it held before; undefined where it is gone. */
export function holdingAfter(step: Step, before: Holding | undefined): Holding | undefined {
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
