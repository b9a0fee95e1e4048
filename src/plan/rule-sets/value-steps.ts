import { canonical } from '../canonical.ts'
import type { Step } from '../plan.ts'
import type { ValueChange } from './settings-values.ts'

type ValueStep = Extract<Step, { kind: 'set policy setting' }>

/** One step for a value, whoever uses the object that it belongs to. */
export function valueSteps(
  changes: readonly { readonly ruleSet: string; readonly values: readonly ValueChange[] }[],
): readonly ValueStep[] {
  const steps = new Map<string, ValueStep>()
  for (const { ruleSet, values } of changes)
    for (const value of values) {
      const key = canonical([value.target, value.settings, value.key])
      const users = [...(steps.get(key)?.ruleSets ?? []), ruleSet]
      steps.set(key, { kind: 'set policy setting', ...value, ruleSets: users })
    }
  return [...steps.values()]
}
