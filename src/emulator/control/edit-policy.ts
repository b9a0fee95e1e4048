import type { AuditEntry } from '../logs/audit-entry.ts'
import { insertRuleSet, mapRuleSet, removeRuleSet } from '../rule-set-tree.ts'
import { withValue, type RuleSet, type Storage } from '../storage.ts'
import { element, type Element } from '../xml/element.ts'

/** What an administrator changes of rule sets and their settings, by the names that the UI shows. */
export type PolicyChange =
  /** A rule of a top-level rule set, or of one inside it, is switched on or off. */
  | { readonly kind: 'rule'; readonly ruleSet: string; readonly rule: string; readonly enabled: boolean }
  | { readonly kind: 'deleted rule set'; readonly ruleSet: string }
  /** A top-level rule set goes to another position among the others. */
  | { readonly kind: 'moved rule set'; readonly ruleSet: string; readonly position: number }
  | { readonly kind: 'policy setting'; readonly settings: string; readonly key: string; readonly value: string }

/** The storage after the change and what the audit log says of it, or why it cannot be made. */
export function editPolicy(
  storage: Storage,
  change: PolicyChange,
): { readonly storage: Storage; readonly entry: AuditEntry } | string {
  return change.kind === 'policy setting' ? editValue(storage, change) : editRuleSet(storage, change)
}

function editValue(
  storage: Storage,
  { settings: title, key, value }: Extract<PolicyChange, { kind: 'policy setting' }>,
): ReturnType<typeof editPolicy> {
  const document = [...storage.settings.values()].find((one) => one.title === title)
  const property = document?.properties.get(key)
  if (document === undefined || property === undefined) return `no value ${key} in settings "${title}"`
  const properties = withValue(document.properties, key, { ...property, value })
  return {
    storage: { ...storage, settings: withValue(storage.settings, document.id, { ...document, properties }) },
    entry: { action: 'MODIFIED_SETTINGS', name: title, type: document.type, id: document.id },
  }
}

function editRuleSet(
  storage: Storage,
  change: Exclude<PolicyChange, { kind: 'policy setting' }>,
): ReturnType<typeof editPolicy> {
  const ruleSet = storage.ruleSets.find(({ name }) => name === change.ruleSet)
  if (ruleSet === undefined) return `no top-level rule set "${change.ruleSet}"`
  const { id, name } = ruleSet
  if (change.kind === 'deleted rule set')
    return {
      storage: { ...storage, ruleSets: removeRuleSet(storage.ruleSets, id) },
      entry: { action: 'DELETED_RULE', name, id },
    }
  if (change.kind === 'moved rule set') {
    const ruleSets = insertRuleSet(removeRuleSet(storage.ruleSets, id), ruleSet, change.position, undefined)
    if (ruleSets === undefined) return `no position ${change.position} among the rule sets`
    return { storage: { ...storage, ruleSets }, entry: { action: 'MOVED_RULES', name, id } }
  }
  const edited = withRule(ruleSet, change.rule, change.enabled)
  if (edited === undefined) return `no rule "${change.rule}" in rule set "${name}"`
  return {
    storage: { ...storage, ruleSets: mapRuleSet(storage.ruleSets, id, () => edited) },
    entry: { action: 'MODIFIED_RULE', name: change.rule },
  }
}

/** The rule set with a rule switched, wherever in it the rule is; undefined where there is none of the name. */
function withRule(ruleSet: RuleSet, rule: string, enabled: boolean): RuleSet | undefined {
  let found = false
  const switched = (node: Element): Element => {
    const isIt = node.name === 'rule' && node.attributes['name'] === rule
    found ||= isIt
    const attributes = isIt ? { ...node.attributes, enabled: String(enabled) } : node.attributes
    return element(
      node.name,
      attributes,
      node.children.map((part) => (typeof part === 'string' ? part : switched(part))),
    )
  }
  const through = (one: RuleSet): RuleSet => ({
    ...one,
    document: switched(one.document),
    children: one.children.map(through),
  })
  const edited = through(ruleSet)
  return found ? edited : undefined
}
