import type { ObservedRuleSet } from '../../model/observed.ts'
import type { SettingsValue } from '../../model/policy/settings-object.ts'
import { digestOf } from '../canonical.ts'
import { isSecret } from '../../policy/show/secrets.ts'
import { policySettingName, RULE_SET_ORDER, ruleSetName } from '../held-object.ts'
import type { Holding } from '../holding.ts'
import { isOurs } from './compare-rule-set.ts'

/** What the rule sets of a cluster hold: each of them, each value of the settings that they use, and their order. */
export function heldRuleSets(ruleSets: readonly ObservedRuleSet[]): ReadonlyMap<string, Holding> {
  const held = new Map<string, Holding>()
  for (const one of ruleSets) {
    const isOnly = ruleSets.every((other) => other === one || other.name !== one.name)
    // Of two that have one name nobody can say which of them was changed.
    if (isOnly && one.rules !== undefined) held.set(ruleSetName(one.name), { digest: one.rules })
    if (one.holds.kind !== 'known') continue
    for (const { name: settings, target, values } of one.holds.value.settings)
      for (const value of values)
        held.set(policySettingName({ target, settings, key: value.key }), holdingOfValue(value))
  }
  const ours = ruleSets.filter(isOurs).map(({ name }) => name)
  return held.set(RULE_SET_ORDER, { digest: digestOf(ours), value: ours })
}

/** What a value of the policy's settings holds; of a secret only that it is there, since its digest would tell it. */
export function holdingOfValue(value: SettingsValue): Holding {
  return isSecret(value) ? { digest: digestOf('secret') } : { digest: digestOf(value.value), value: value.value }
}
