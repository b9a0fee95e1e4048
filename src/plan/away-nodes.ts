import type { Cluster, Node } from '../model/fleet.ts'
import type { NodeName } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { AwayNode, Blocked, Step } from './plan.ts'

/**
 * Nodes that are declared out of service. That they do not answer and hold something older is what the declaration says:
 * it keeps nothing else from going on, as long as their configuration would not win over the entry node's.
 */
export function awayNodes({ nodes }: Cluster): ReadonlySet<NodeName | undefined> {
  return new Set(nodes.filter(isAway).map(({ name }) => name))
}

/** Steps without those on nodes that are out of service. */
export function sparingAway<Kind extends Step>(steps: readonly Kind[], cluster: Cluster): readonly Kind[] {
  const away = awayNodes(cluster)
  return steps.filter((step) => !('node' in step && away.has(step.node)))
}

/** What could not be compared, without what is about one setting or file of a node that nothing is written to anyway. */
export function sparingAwayObstacles(blocked: readonly Blocked[], cluster: Cluster): readonly Blocked[] {
  const away = awayNodes(cluster)
  return blocked.filter(({ node, setting, object }) => (setting ?? object) === undefined || !away.has(node))
}

/**
 * What nodes that are out of service are not brought, each node once. Nobody can see there what a change does, and whoever
 * repairs the node works on what it holds: so it keeps that, and is brought the rest like every other node when it is back.
 */
export function leftAway(steps: readonly Step[], cluster: Cluster, observed: ObservedCluster): readonly AwayNode[] {
  return cluster.nodes.flatMap((node): AwayNode[] => {
    if (node.outOfService === undefined) return []
    const own = steps.filter((step) => 'node' in step && step.node === node.name)
    if (own.length === 0 && !isAbsent(node, observed)) return []
    const { ticket, reason, expires } = node.outOfService.value
    return [{ node: node.name, ticket, reason, expires, steps: own }]
  })
}

function isAbsent({ uuid }: Node, { membership }: ObservedCluster): boolean {
  return membership.kind === 'known' && !membership.value.includes(uuid.value)
}

function isAway({ outOfService }: Node): boolean {
  return outOfService !== undefined
}
