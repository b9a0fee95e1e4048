import type { ObservedRuleSet } from '../../model/observed.ts'
import { ownershipMarker } from '../../model/policy/list.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { documentPath } from '../../policy/documents/rule-set-document.ts'
import { canonical, digestOf } from '../canonical.ts'
import type { Step } from '../plan.ts'
import type { Differing, RuleSetComparison } from './compare-rule-set.ts'
import { differencesOf, type DifferenceOptions } from './differences-of.ts'

/** The step for a person that brings a rule set to the cluster, with the file to import. */
export function importByHand(differing: Differing, { cluster, words }: RuleSetComparison, valuesByHand: boolean): Step {
  const { ruleSet, content } = differing
  const { name } = ruleSet
  const all = cluster.policy.ruleSets
  const file = `.pader/out/${cluster.name}/${documentPath(ruleSet, all)}`
  const before = all[all.indexOf(ruleSet) - 1]?.name
  return {
    kind: 'manual',
    action: {
      kind: 'take over policy',
      imports: { name, replaces: differing.present !== undefined },
    },
    id: `import-${digestOf({ name, content }).slice(0, 12)}`,
    instructions: [
      ...told(differing, {
        words,
        more: `export it and see "pader policy diff EXPORT ${file}"`,
        valuesAside: !valuesByHand,
      }),
      ...(differing.present === undefined ? [] : [`in the UI, export "${name}" (the way back) and delete it`]),
      `in the UI: Policy > Rule Sets > Add > Rule Set from Library > Import from file: ${file}`,
      'Auto-Solve Conflicts: refer to existing objects, so that the lists that Pader keeps stay the ones in use',
      ...(valuesByHand ? differing.values.map(setValue) : []),
      ...differing.left.map((object) => `the import leaves the ${object} as it is: make it what ${file} says`),
      before === undefined ? 'move it to the top' : `move it below "${before}"`,
      'save the changes; Pader finds out by an export and a comparison that it was done',
    ],
    check: { kind: 'rule set', name, content },
  }
}

/** The step for a person that changes nothing but values of settings: an import would leave them as they are. */
export function setValuesByHand(differing: Differing, { words }: RuleSetComparison): Step {
  const { ruleSet, content, values } = differing
  return {
    kind: 'manual',
    action: { kind: 'take over policy' },
    id: `settings-${digestOf({ name: ruleSet.name, content }).slice(0, 12)}`,
    instructions: [
      ...told(differing, { words, more: 'see "pader policy diff"', valuesAside: false }),
      ...values.map(setValue),
      'save the changes; Pader finds out by an export and a comparison that it was done',
    ],
    check: { kind: 'rule set', name: ruleSet.name, content },
  }
}

function setValue({ settings, target, key, after }: Differing['values'][number]): string {
  return `in the UI: Policy > Settings > "${settings}" (${target}): set ${key} to ${JSON.stringify(after)}`
}

function told(differing: Differing, telling: DifferenceOptions): readonly string[] {
  const { name } = differing.ruleSet
  if (differing.present === undefined) return [`the cluster has no rule set "${name}"`]
  return [`the rule set "${name}" of the cluster is not that of the YAML:`, ...differencesOf(differing, telling)]
}

/** The step for a person that takes a rule set away which the YAML has no more. */
export function removeByHand({ name, id }: ObservedRuleSet): Step {
  return {
    kind: 'manual',
    action: { kind: 'take over policy', removes: name },
    id: `remove-${digestOf({ name, id }).slice(0, 12)}`,
    instructions: [
      `the rule set "${name}" carries the mark of Pader, and the YAML has none of this name`,
      'in the UI, export it (the way back), delete it and save the changes',
      `to keep it as your own, remove "${ownershipMarker}" from its description`,
    ],
    check: { kind: 'rule set', name },
  }
}

/** The step that puts the rule sets of the YAML in their order; what others have in between is left where it is. */
export function reorderByHand(wanted: readonly RuleSet[], held: readonly ObservedRuleSet[]): Step | undefined {
  const names = wanted.map(({ name }) => name)
  const now = held.map(({ name }) => name).filter((name) => names.includes(name))
  if (canonical(now) === canonical(names)) return undefined
  return {
    kind: 'manual',
    action: { kind: 'take over policy' },
    id: `order-${digestOf({ now, names }).slice(0, 12)}`,
    instructions: [
      `the rule sets are processed in the order ${quoted(now)}`,
      `in the UI, move them to the order ${quoted(names)} and save the changes`,
    ],
    check: { kind: 'rule set order', names },
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
