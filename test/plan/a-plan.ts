import { nodeName } from '../../src/model/names.ts'
import type { ObservedCluster } from '../../src/model/observed.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import type { Planning } from '../../src/plan/planning.ts'
import { aCluster, sourced, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'

/** The entry node of the clusters that are planned here. */
export const entryNode = sourced(nodeName('tokyo-1'))

/** The plan from what was observed to these nodes, at an emulator, with a dialect that knows every setting. */
export function plan(wanted: readonly NodeSketch[], observed: ObservedCluster, more: Partial<Planning> = {}): Plan {
  return planCluster({
    cluster: aCluster(wanted, { entryNode }),
    observed,
    dialect: aDialect(),
    target: { provedEmulator: true },
    ...more,
  })
}
