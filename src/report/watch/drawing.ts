import type { Cluster } from '../../model/fleet.ts'
import { svg } from '../topology/svg.ts'
import { viewOf, type NodeView } from '../topology/view.ts'
import type { ClusterStatus, NodeStatus } from './status.ts'

const WORDS = { changed: 'differs from the repository', atRisk: 'behind: does not hold what was committed last' }

/** The cluster's topology as a drawing in which every node that needs somebody's attention is marked with what it needs. */
export function drawingOf(cluster: Cluster, { nodes }: Pick<ClusterStatus, 'nodes'>): string {
  const known = new Map(nodes.map((node) => [node.name, node]))
  const view = viewOf(cluster)
  const locations = view.locations.map((location) => ({
    ...location,
    groups: location.groups.map((group) => ({
      ...group,
      nodes: group.nodes.map((node) => marked(node, known.get(node.name))),
    })),
  }))
  return svg({ ...view, locations }, WORDS)
}

function marked(node: NodeView, status: NodeStatus | undefined): NodeView {
  const differs = status !== undefined && status.drift > 0
  return { ...node, isAtRisk: status?.holds === 'no', mark: differs ? 'changed' : node.mark }
}

/** Whether a node is not as it should be, as far as is known. */
export function needsAttention({ holds, drift }: NodeStatus): boolean {
  return holds === 'no' || drift > 0
}
