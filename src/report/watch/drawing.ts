import type { Cluster } from '../../model/fleet.ts'
import { svg } from '../topology/svg.ts'
import { viewOf } from '../topology/view.ts'
import type { ClusterStatus, NodeStatus } from './status.ts'

/** The cluster's topology as a drawing in which every node that needs somebody's attention is marked as changed. */
export function drawingOf(cluster: Cluster, { nodes }: Pick<ClusterStatus, 'nodes'>): string {
  const odd = new Set(nodes.filter(needsAttention).map(({ name }) => name))
  const view = viewOf(cluster)
  return svg({
    ...view,
    locations: view.locations.map((location) => ({
      ...location,
      groups: location.groups.map((group) => ({
        ...group,
        nodes: group.nodes.map((node) => (odd.has(node.name) ? { ...node, mark: 'changed' } : node)),
      })),
    })),
  })
}

/** Whether a node is not as it should be, as far as is known. */
export function needsAttention({ holds, drift, outOfService }: NodeStatus): boolean {
  return (outOfService === undefined && (holds === 'no' || holds === 'silent')) || drift > 0
}
