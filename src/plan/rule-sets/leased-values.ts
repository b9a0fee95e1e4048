import type { Cluster } from '../../model/fleet.ts'
import type { ObservedRuleSet } from '../../model/observed.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { leasedStep } from '../leased.ts'
import type { LeasedStep } from '../plan.ts'
import { leaseOfValue } from './leased-policy.ts'
import { changedValues } from './settings-values.ts'
import { valueSteps } from './value-steps.ts'

/** The values of the policy's settings that are not as the repository says and that a lease accepts on a day. */
export function leasedValues(
  cluster: Cluster,
  held: readonly ObservedRuleSet[],
  words: Vocabulary,
  day: string,
): readonly LeasedStep[] {
  if ((cluster.leases ?? []).every(({ of }) => of.kind !== 'policy setting')) return []
  const { policy } = cluster
  const present = held.flatMap(({ holds }) => (holds.kind === 'known' ? [holds.value] : []))
  const changes = policy.ruleSets.flatMap((ruleSet) =>
    present.flatMap((one) => changedValues(one, closureOf(ruleSet, policy), words)),
  )
  return valueSteps(changes, held, words).flatMap((step) => {
    const lease = leaseOfValue(cluster, step, day)
    return lease === undefined ? [] : [leasedStep(step, lease)]
  })
}
