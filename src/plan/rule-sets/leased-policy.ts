import type { Cluster } from '../../model/fleet.ts'
import { isStanding, type DriftLease } from '../../model/lease.ts'
import { policySettingName, ruleSetName } from '../held-object.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { wordFor } from './in-words.ts'
import type { ValueChange } from './settings-values.ts'

type ValueLease = DriftLease & { readonly of: Extract<DriftLease['of'], { kind: 'policy setting' }> }
type RuleSetLease = DriftLease & { readonly of: Extract<DriftLease['of'], { kind: 'rule set' }> }

/** The lease under which a rule set stays as it is on a day (YYYY-MM-DD). */
export function leaseOfRuleSet({ leases = [] }: Cluster, name: string, day: string): RuleSetLease | undefined {
  return leases.find(
    (lease): lease is RuleSetLease =>
      isStanding(lease, day) && lease.of.kind === 'rule set' && lease.of.ruleSet === name,
  )
}

/** The lease under which a value of the policy's settings stays as it is on a day. */
export function leaseOfValue(
  { leases = [] }: Cluster,
  { settings, key }: Pick<ValueChange, 'settings' | 'key'>,
  day: string,
): ValueLease | undefined {
  return leases.find(
    (lease): lease is ValueLease =>
      isStanding(lease, day) &&
      lease.of.kind === 'policy setting' &&
      lease.of.settings === settings &&
      lease.of.key === key,
  )
}

/** Names in holdings of the rule sets and values of settings that leases accept on a day. */
export function leasedNames(cluster: Cluster, day: string, words: Vocabulary): readonly string[] {
  const { ruleSets, settings } = cluster.policy
  return [
    ...ruleSets.flatMap(({ name }) => (leaseOfRuleSet(cluster, name, day) === undefined ? [] : [ruleSetName(name)])),
    ...settings.flatMap(({ name, target, values }) =>
      values
        .filter(({ key }) => leaseOfValue(cluster, { settings: name, key }, day) !== undefined)
        .map(({ key }) => policySettingName({ target: wordFor(target, words), settings: name, key })),
    ),
  ]
}

/** The cluster without the values that leases accept: for so long they are nobody's, and an import leaves them alone. */
export function withoutLeasedValues(cluster: Cluster, day: string): Cluster {
  if ((cluster.leases ?? []).every(({ of }) => of.kind !== 'policy setting')) return cluster
  const settings = cluster.policy.settings.map((object) => ({
    ...object,
    values: object.values.filter(({ key }) => leaseOfValue(cluster, { settings: object.name, key }, day) === undefined),
  }))
  return { ...cluster, policy: { ...cluster.policy, settings } }
}
