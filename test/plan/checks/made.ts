import type { Cluster } from '../../../src/model/fleet.ts'
import type { GuardContext } from '../../../src/plan/guards/guard.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { aCluster, twoSites } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { aGuardContext } from '../a-guard-context.ts'
import { entryNode, seenIn, type Breach } from './breaches.ts'

/** A plan, as it is made and as it is spoilt, with the context that it is judged in. */
export function made(breach: Breach): { readonly plan: Plan; readonly spoilt: Plan; readonly context: GuardContext } {
  const { cluster: more = {}, context = {}, spoil = (same) => same } = breach
  const wanted = breach.wanted ?? breach.seen ?? twoSites
  const whole = aCluster(wanted, { entryNode, ...(more.policy === undefined ? {} : { policy: more.policy }) })
  const cluster = more.nodes === undefined ? whole : renumbered(whole)
  const observed = seenIn(breach)
  const planning = { cluster, observed, dialect: aDialect(), target: { provedEmulator: true } }
  const plan = planCluster(planning)
  const here = aGuardContext(planning, { now: '2026-03-02T12:00:00Z', ...context })
  return { plan, spoilt: spoil(plan), context: here }
}

/** The same cluster after tokyo-2 got another address, its listener left behind. */
function renumbered(cluster: Cluster): Cluster {
  const interfaces = [{ name: 'eth0', place: cluster.place, addresses: ['10.0.0.99/24'] }]
  const nodes = cluster.nodes.map((node) => (node.name === 'tokyo-2' ? { ...node, interfaces } : node))
  return { ...cluster, nodes }
}
