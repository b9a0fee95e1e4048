import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { digestOf } from '../canonical.ts'
import { policySettingName, RULE_SET_ORDER, ruleSetName } from '../held-object.ts'
import type { Holding } from '../holding.ts'
import { isOurs } from './compare-rule-set.ts'
import { holdingOfValue } from './held-rule-sets.ts'
import { wordFor } from './in-words.ts'
import { rulesDigest } from './rules-digest.ts'

/** What the repository wants rule sets, values of their settings and their order to be; undefined for what is to go away. */
export function desiredRuleSets(
  { policy }: Cluster,
  { ruleSets }: ObservedCluster,
  words: Vocabulary,
): ReadonlyMap<string, Holding | undefined> {
  const desired = new Map<string, Holding | undefined>()
  if (ruleSets.kind !== 'known') return desired
  for (const ruleSet of policy.ruleSets) {
    const wanted = closureOf(ruleSet, policy)
    desired.set(ruleSetName(ruleSet.name), { digest: rulesDigest(ruleSet, wanted, words) })
    for (const { name: settings, target, values } of wanted.settings)
      for (const value of values)
        desired.set(
          policySettingName({ target: wordFor(target, words), settings, key: value.key }),
          holdingOfValue(value),
        )
  }
  const names = policy.ruleSets.map(({ name }) => name)
  for (const one of ruleSets.value)
    if (isOurs(one) && !names.includes(one.name)) desired.set(ruleSetName(one.name), undefined)
  return names.length === 0 ? desired : desired.set(RULE_SET_ORDER, { digest: digestOf(names), value: names })
}
