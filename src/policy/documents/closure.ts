import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { listKey, referencesOf } from '../check/references.ts'
import { walk } from '../check/walk.ts'

/** The rule set with everything that it refers to and nothing else, as the product's own exports are. */
export function closureOf(ruleSet: RuleSet, policy: PolicyObjects): PolicyObjects {
  const { lists, settings, properties } = referencesOf(walk([ruleSet]))
  const isUsed = (list: { readonly type: string; readonly name: string }): boolean => lists.has(listKey(list))
  return {
    ruleSets: [ruleSet],
    lists: policy.lists.filter(isUsed),
    tables: policy.tables.filter(isUsed),
    settings: policy.settings.filter(({ name }) => settings.has(name)),
    properties: policy.properties.filter(({ name }) => properties.has(name)),
  }
}
