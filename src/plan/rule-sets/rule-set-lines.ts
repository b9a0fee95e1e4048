import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { emptyPolicy, type PolicyObjects } from '../../model/policy/policy.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import { heldContent, ruleSetDifferences } from '../../policy/documents/rule-set-content.ts'
import type { LineDifference } from '../../policy/show/difference.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'

/** Where a rule set is looked up. */
interface Sides {
  readonly cluster: Cluster
  readonly observed: ObservedCluster
  readonly words: Vocabulary
}

/**
 * In what a rule set of the appliances differs from that of the repository, values of settings aside. `liveIsNew` says
 * which of the two is what it has become: that is `+`.
 */
export function ruleSetLines(
  name: string,
  liveIsNew: boolean,
  { cluster: { policy }, observed: { ruleSets }, words }: Sides,
): readonly LineDifference[] {
  const ruleSet = policy.ruleSets.find((one) => one.name === name)
  const found = ruleSets.kind === 'known' ? ruleSets.value.find((one) => one.name === name) : undefined
  const wanted = ruleSet === undefined ? emptyPolicy : closureOf(ruleSet, policy)
  const held = found?.holds.kind === 'known' ? heldContent(found.holds.value, wanted) : emptyPolicy
  const [before, after] = liveIsNew ? [wanted, held] : [held, wanted]
  return ruleSetDifferences(withoutValues(before), withoutValues(after), words)
}

function withoutValues(policy: PolicyObjects): PolicyObjects {
  return { ...policy, settings: policy.settings.map((one) => ({ ...one, values: [] })) }
}
