import { stepsByFile } from './first-writes.ts'
import type { Blocked, Plan, Step } from './plan.ts'
import { TAKE_IT_FROM_A_COMMIT } from './rule-sets/importable-before.ts'
import { undoFile, type UndoFileContext } from './undo-file.ts'
import { undoList, type ListStep, type UndoListContext } from './undo-list.ts'
import { undoRuleSets, type UndoRuleSetsContext } from './undo-rule-sets.ts'
import { undoSettings } from './undo-settings.ts'

/** What is known of the policy before a plan and now, and which texts of files somebody kept. */
export interface UndoPolicyContext extends UndoListContext, UndoFileContext {
  readonly imports: UndoRuleSetsContext['imports']
}

/**
 * The steps that bring lists, system files, values of settings and rule sets back to what they held before a plan. Each is made
 * from what is there now: what holds again what it held needs no step, what is neither as before nor as the plan left it
 * belongs to somebody else, and what lost the mark of Pader since is nobody's to take back.
 */
export function undoPolicy(undone: Plan, context: UndoPolicyContext, blocked: Blocked[]): readonly Step[] {
  const steps = undone.phases.flatMap((phase) => phase.steps)
  const lists = new Map<string, [ListStep, ...ListStep[]]>()
  for (const step of steps) if ('list' in step) push(lists, `${step.type} ${step.list}`, step)
  for (const step of steps.toReversed()) {
    if (step.kind === 'manual') blocked.push(byHand(step))
  }
  return [
    ...undoSettings(steps, context.observed, blocked),
    ...[...lists.values()].flatMap((ofList) => undoList(ofList, context, blocked)),
    ...stepsByFile(steps).flatMap((ofFile) => undoFile(ofFile, context, blocked)),
    ...undoRuleSets(undone, context, blocked),
  ]
}

function push<Key, Value>(map: Map<Key, [Value, ...Value[]]>, key: Key, value: Value): void {
  const before = map.get(key)
  map.set(key, before === undefined ? [value] : [...before, value])
}

/** A rule set that a person imported is known by its name, everything else by the name of the step. */
function byHand({ id, check }: Extract<Step, { kind: 'manual' }>): Blocked {
  const reason = 'it was done by a person, and a person takes it back'
  if (check.kind !== 'rule set') return { object: id, reason, remedy: 'take it back by hand if it must be' }
  return { object: `rule set "${check.name}"`, reason, remedy: TAKE_IT_FROM_A_COMMIT }
}
