import type { Cluster, Node } from '../../model/fleet.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Verification } from '../../plan/progress.ts'
import { transitLoads } from '../../topology/transit-load.ts'
import { compare, natural } from '../order.ts'
import { stepLines } from '../plan/step.ts'
import { countsOf, summaryOf } from '../plan/summary.ts'
import { verdictOn } from '../plan/verdict.ts'
import { clusterGraph, networkGroups, transitsOf } from '../topology/view.ts'
import type { ClusterStatus, NodeStatus, PlanStatus } from './status.ts'

/** What a pass has found out, for those who look on; each part as soon as it is known. */
export type PassFinding =
  | { readonly kind: 'read'; readonly cluster: Cluster }
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'verified'; readonly verification: Verification }

/** The status after a pass found something out; `at` is the ISO instant of it. */
export function statusAfterFinding(before: ClusterStatus, finding: PassFinding, at: string): ClusterStatus {
  switch (finding.kind) {
    case 'read':
      return { ...before, nodes: nodesOf(finding.cluster, before.nodes), leases: leasesOf(finding.cluster) }
    case 'planned':
      return { ...before, nodes: drifted(before.nodes, finding.plan), plan: planStatus(finding.plan, at) }
    case 'verified':
      return { ...before, nodes: before.nodes.map((node) => verified(node, finding.verification, at)) }
  }
}

function leasesOf({ leases = [] }: Cluster): NonNullable<ClusterStatus['leases']> {
  return leases.map(({ ticket, owner, expires }) => ({ ticket, owner, expires }))
}

/** Nodes that stay keep what is known of them. */
function nodesOf(cluster: Cluster, before: readonly NodeStatus[]): readonly NodeStatus[] {
  const known = new Map(before.map((node) => [node.name, node]))
  const loads = new Map(
    transitLoads(clusterGraph(cluster), transitsOf(cluster)).map(({ transit, nodesBehind }) => [transit, nodesBehind]),
  )
  return cluster.nodes
    .map((node) => nodeStatus(node, loads.get(node.name), known.get(node.name)))
    .toSorted((a, b) => compare(a.location, b.location) || natural(a.name, b.name))
}

function nodeStatus(node: Node, load: number | undefined, known: NodeStatus | undefined): NodeStatus {
  const { holds = 'not asked', drift = 0, why, confirmedAt } = known ?? {}
  return {
    name: node.name,
    location: node.location,
    groups: networkGroups(node),
    isTransit: node.transit.value,
    ...(load === undefined ? {} : { load }),
    ...(node.outOfService === undefined ? {} : { outOfService: node.outOfService.value.ticket }),
    holds,
    drift,
    ...(why === undefined ? {} : { why }),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
  }
}

function drifted(nodes: readonly NodeStatus[], plan: Plan): readonly NodeStatus[] {
  const counts = new Map<string, number>()
  const touched = plan.phases.flatMap(({ steps }) => steps.flatMap((step) => ('node' in step ? [step.node] : [])))
  const left = plan.blocked.flatMap(({ node }) => node ?? [])
  for (const name of [...touched, ...left]) counts.set(name, (counts.get(name) ?? 0) + 1)
  return nodes.map((node) => ({ ...node, drift: counts.get(node.name) ?? 0 }))
}

function verified(node: NodeStatus, verification: Verification, at: string): NodeStatus {
  const { confirmed, behind, notConfirmed, level } = verification
  const { why: _, ...rest } = node
  if (confirmed.some((name) => name === node.name)) return { ...rest, holds: 'yes', confirmedAt: at }
  if (behind.some((name) => name === node.name)) return { ...rest, holds: 'no' }
  const reason = notConfirmed.find(({ node: name }) => name === node.name)?.reason
  if (reason === undefined) return { ...rest, holds: 'not asked' }
  return { ...rest, holds: level === 3 ? 'silent' : 'not asked', why: reason }
}

/** Changes of a phase that are shown before the rest is counted. */
const MOST_CHANGES = 40

function planStatus(plan: Plan, at: string): PlanStatus {
  const { commits: _, ...operations } = countsOf(plan)
  return {
    at,
    summary: summaryOf(plan),
    operations,
    phases: plan.phases.map(({ title, proof, steps }) => {
      const changes = steps.flatMap((step) => {
        const { subject, lines } = stepLines(step, '→')
        return lines.map(({ text }) => `${subject}: ${text}`)
      })
      const more = changes.length - MOST_CHANGES
      const { tone, words } = verdictOn(proof)
      const shown = more > 0 ? [...changes.slice(0, MOST_CHANGES), `and ${more} more`] : changes
      return { title, tone, verdict: words, changes: shown }
    }),
    blocked: plan.blocked.map(({ node, setting, object, reason, remedy }) => {
      const subject = [node, setting ?? object].filter((part) => part !== undefined).join(' ')
      return `${subject}: ${reason}; ${remedy}`
    }),
  }
}
