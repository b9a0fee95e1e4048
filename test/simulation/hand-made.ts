import type { PolicyChange } from '../../src/emulator/control/edit-policy.ts'
import type { HandMadeChange } from '../../src/emulator/control/save-by-hand.ts'
import type { ClusterSeed } from '../../src/emulator/profile.ts'
import type { Dice } from './dice.ts'
import { REASON, RULE } from './draw-rule-sets.ts'
import { FOREIGN_ORDER, ORDER, tagOf } from './policy-parts.ts'

/** What a colleague may do to rule sets and their settings, of ours or not, as a node has them; nothing where there are none. */
export function policyChanges(dice: Dice, { ruleSets, settings }: ClusterSeed): readonly PolicyChange[] {
  if (ruleSets.length === 0) return []
  const ruleSet = tagOf(dice.pick(ruleSets).xml).name
  const value = { settings: dice.pick(settings).title, key: REASON, value: `as colleague ${dice.whole(1, 9)} says` }
  return [
    { kind: 'rule', ruleSet, rule: RULE, enabled: dice.chance(0.5) },
    { kind: 'moved rule set', ruleSet, position: dice.whole(0, ruleSets.length - 1) },
    { kind: 'moved rule set', ruleSet, position: dice.whole(0, ruleSets.length - 1) },
    { kind: 'deleted rule set', ruleSet },
    { kind: 'policy setting', ...value },
    { kind: 'policy setting', ...value },
  ]
}

/** Parts that a change by hand is about, as the judge names them, where the node holds this. */
export function partsOfChange(change: HandMadeChange, { ruleSets, settings }: ClusterSeed): readonly string[] {
  const ofRuleSet = (name: string): readonly string[] =>
    ruleSets.map(({ xml }) => tagOf(xml)).flatMap((one) => (one.name === name ? [`rule set ${one.id}`] : []))
  switch (change.kind) {
    case 'list':
    case 'list description':
      return [`list ${change.list}`]
    case 'system file':
    case 'deleted file':
      return [`node ${change.node} file ${change.path}`]
    case 'property':
      return [`node ${change.node} document ${change.document} ${change.key}`]
    case 'rule':
      return ofRuleSet(change.ruleSet)
    case 'moved rule set':
    case 'deleted rule set':
      return [...ofRuleSet(change.ruleSet), ORDER, FOREIGN_ORDER]
    case 'policy setting':
      return settings.flatMap(({ id, title }) => (title === change.settings ? [`settings ${id} ${change.key}`] : []))
  }
}
