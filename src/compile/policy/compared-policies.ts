import type { Cluster } from '../../model/fleet.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { impactOf } from '../../policy/impact/impact.ts'
import type { Impact } from '../../policy/impact/impact-class.ts'
import type { SideName } from '../../policy/reason/side.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { whoseRequests } from './audiences.ts'

/** A policy with the words that it is written in. */
export interface WordedPolicy {
  readonly policy: PolicyObjects
  readonly vocabulary: Vocabulary
  /** Absent for an export, which does not say whose requests it decides. */
  readonly cluster?: Cluster
}

/** The requests that two policies decide differently, of those that come through nodes that both are for. */
export function comparedPolicies(before: WordedPolicy, after: WordedPolicy): Impact {
  const side = ({ policy, vocabulary }: WordedPolicy, name: SideName) => ({
    name,
    policy,
    vocabulary,
    given: new Map(),
  })
  return impactOf(side(before, 'before'), side(after, 'after'), whoseRequests(before.cluster, after.cluster))
}
