import type { ObservedRuleSet } from '../../model/observed.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { canonical } from '../canonical.ts'
import type { Step } from '../plan.ts'
import { isSameObject, type ValueChange } from './settings-values.ts'

type ValueStep = Extract<Step, { kind: 'set policy setting' }>

/**
 * One step for a value, whoever uses the object that it belongs to. It names the rule sets whose exports show the value,
 * those that are about to go included: what it changes of them is no change of anybody else.
 */
export function valueSteps(
  changes: readonly ValueChange[],
  held: readonly ObservedRuleSet[],
  words: Vocabulary,
): readonly ValueStep[] {
  const single = new Map(changes.map((value) => [canonical([value.target, value.settings, value.key]), value]))
  return [...single.values()].map((value) => ({
    kind: 'set policy setting',
    ...value,
    ruleSets: usersOf(value, held, words),
  }))
}

function usersOf(
  { settings: name, target }: ValueChange,
  held: readonly ObservedRuleSet[],
  words: Vocabulary,
): readonly string[] {
  return held.flatMap(({ name: ruleSet, holds }) => {
    const objects = holds.kind === 'known' ? holds.value.settings : []
    return objects.some((one) => isSameObject(one, { name, target }, words)) ? [ruleSet] : []
  })
}
