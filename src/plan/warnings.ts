import type { Cluster } from '../model/fleet.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { planChecks } from './checks/index.ts'
import { guardVersions } from './guards/guard-versions.ts'
import type { GuardContext } from './guards/guard.ts'
import { memberVersions } from './member-versions.ts'
import type { Plan } from './plan.ts'

/** What a person should know about a plan and what does not stop it, as `CODE: message`. */
export function warningsAbout(plan: Plan, context: GuardContext): readonly string[] {
  return planChecks
    .filter(({ severity }) => severity !== 'error')
    .flatMap(({ code, breaches }) => [...breaches(plan, context)].map((breach) => `${code}: ${breach}`))
}

/** Where nobody may ask the nodes, a guard that knows nothing has nothing to object: that is said, and not taken for right. */
export function unaskedVersions({ phases }: Plan, cluster: Cluster, observed: ObservedCluster): readonly string[] {
  const { unasked } = memberVersions(cluster, observed)
  if (unasked.length === 0 || phases.every(({ kind }) => kind === 'manual')) return []
  const who = unasked.length === 1 ? '1 node runs' : `${unasked.length} nodes run`
  return [
    `${guardVersions.code}: which version ${who} is not known, since the host file lets nobody ask them: make sure that all run ${cluster.version.value}, or allow it ("askNodes: true")`,
  ]
}
