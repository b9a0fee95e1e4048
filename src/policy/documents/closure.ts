import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { operandsOfVisit, walk } from '../check/walk.ts'

/** The rule set with everything that it refers to and nothing else, as the product's own exports are. */
export function closureOf(ruleSet: RuleSet, policy: PolicyObjects): PolicyObjects {
  const lists = new Set<string>()
  const settings = new Set<string>()
  const properties = new Set<string>()
  for (const visit of walk([ruleSet])) {
    for (const operand of operandsOfVisit(visit)) {
      if (operand.kind === 'list') lists.add(`${operand.type} ${operand.name}`)
      if (operand.kind !== 'property') continue
      properties.add(operand.use.name)
      if (operand.use.settings !== undefined) settings.add(operand.use.settings)
    }
    if (visit.kind === 'ruleSet') continue
    for (const user of [visit.item.action, ...visit.item.events])
      if ('settings' in user && user.settings !== undefined) settings.add(user.settings)
  }
  const isUsed = ({ type, name }: { readonly type: string; readonly name: string }): boolean =>
    lists.has(`${type} ${name}`)
  return {
    ruleSets: [ruleSet],
    lists: policy.lists.filter(isUsed),
    tables: policy.tables.filter(isUsed),
    settings: policy.settings.filter(({ name }) => settings.has(name)),
    properties: policy.properties.filter(({ name }) => properties.has(name)),
  }
}
