import { leftAway, sparingAwayObstacles } from './away-nodes.ts'
import { differences } from './differences.ts'
import { estimateOf } from './estimate.ts'
import { fingerprintOf } from './fingerprint.ts'
import { layOut } from './lay-out.ts'
import { setAside } from './leased.ts'
import type { Plan } from './plan.ts'
import type { Planning } from './planning.ts'
import { policySteps } from './policy-steps.ts'

/** Works out what has to be done to a cluster, in which order, and proves that it cuts nobody off. */
export function planCluster(planning: Planning): Plan {
  const { cluster, observed, dialect } = planning
  const { changes: all, blocked } = differences(cluster, observed, dialect)
  const today = observed.observedAt.slice(0, 10)
  const { wanted: changes, leased } = setAside(all, cluster, today)
  const policy =
    planning.policySteps === undefined
      ? policySteps(cluster, observed, dialect, planning.target, planning.markedBefore)
      : { steps: planning.policySteps, blocked: [], leased: [] }
  const ofPolicy = setAside(policy.steps, cluster, today)
  const { drafts, held } = layOut({ ...planning, policySteps: ofPolicy.wanted }, changes)
  const accepted = [...leased, ...ofPolicy.leased, ...policy.leased]
  const away = leftAway([...changes, ...ofPolicy.wanted], cluster, observed)
  return {
    formatVersion: 1,
    cluster: cluster.name,
    basedOn: fingerprintOf(cluster, observed, dialect),
    phases: drafts.map((draft, index) => ({ ordinal: index + 1, ...draft })),
    blocked: [...sparingAwayObstacles([...blocked, ...policy.blocked], cluster), ...held],
    estimate: estimateOf(drafts),
    ...(accepted.length === 0 ? {} : { leased: accepted }),
    ...(away.length === 0 ? {} : { away }),
  }
}
