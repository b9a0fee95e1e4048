import type { RuleSet } from '../storage.ts'
import { child, childrenNamed, element, type Element } from '../xml/element.ts'

/** The `ruleGroup` of a rule set with those inside it. */
export function writeRuleGroup(ruleSet: RuleSet): Element {
  const { document, id, name, enabled } = ruleSet
  const others = document.children.filter((part) => typeof part !== 'string' && part.name !== 'ruleGroups')
  const attributes = { ...document.attributes, id, name, enabled: String(enabled) }
  return element('ruleGroup', attributes, [...others, element('ruleGroups', {}, ruleSet.children.map(writeRuleGroup))])
}

/** Reads a `ruleGroup` and those inside it; `newId` gives an id to each, or keeps the one it has. */
export function readRuleGroup(group: Element, newId: (id: string | undefined) => string): RuleSet {
  const { id, name = '', enabled } = group.attributes
  const inner = child(group, 'ruleGroups')
  return {
    id: newId(id),
    name,
    enabled: enabled !== 'false',
    document: element(
      group.name,
      group.attributes,
      group.children.filter((part) => typeof part !== 'string' && part.name !== 'ruleGroups'),
    ),
    children: inner === undefined ? [] : childrenNamed(inner, 'ruleGroup').map((one) => readRuleGroup(one, newId)),
  }
}
