import type { ObservedList } from '../model/observed.ts'
import { unreachable } from '../source/unreachable.ts'
import type { ListEdit, Step } from './plan.ts'

/** The step that takes another step back, or why there is none. */
export type Inverse = { readonly kind: 'step'; readonly step: Step } | { readonly kind: 'none'; readonly why: string }

/** What the appliances held before the plan that is taken back, as far as the steps themselves do not say it. */
export interface Before {
  /** By type and name, as `type name`. */
  readonly lists: ReadonlyMap<string, ObservedList>
}

/** The step that restores what was there before a step was carried out. */
export function invert(step: Step, before: Before): Inverse {
  switch (step.kind) {
    case 'set property':
      return found({ ...step, before: step.after, after: step.before })
    case 'create list':
      return found({ kind: 'delete list', list: step.list, type: step.type })
    case 'edit list':
      return found({ ...step, edits: step.edits.map(invertEdit).toReversed() })
    case 'delete list': {
      const old = before.lists.get(`${step.type} ${step.list}`)
      if (old === undefined) return none(`nobody kept what the list "${step.list}" held`)
      const { description, entries } = old
      return found({ kind: 'create list', list: step.list, type: step.type, description, entries })
    }
    case 'write system file':
      if (step.before === undefined)
        return none(`"${step.path}" was not there before, and Pader deletes no system file`)
      return found({ ...step, before: step.after, after: step.before })
    case 'manual':
      return none(`"${step.id}" was done by a person, and a person takes it back`)
    default:
      return unreachable(step)
  }
}

function invertEdit(edit: ListEdit): ListEdit {
  switch (edit.kind) {
    case 'insert':
      return { kind: 'remove', position: edit.position, before: edit.entry }
    case 'replace':
      return { kind: 'replace', position: edit.position, before: edit.entry, entry: edit.before }
    case 'remove':
      return { kind: 'insert', position: edit.position, entry: edit.before }
    default:
      return unreachable(edit)
  }
}

const found = (step: Step): Inverse => ({ kind: 'step', step })
const none = (why: string): Inverse => ({ kind: 'none', why })
