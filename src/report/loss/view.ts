import type { Cluster } from '../../model/fleet.ts'
import { viewOf, type ClusterView } from '../topology/view.ts'
import type { NamedLoss } from './loss.ts'

/** A cluster as a drawing of a loss: what is lost is drawn as removed, who is cut off as at risk. */
export function lossView(cluster: Cluster, loss: NamedLoss | undefined): ClusterView {
  const view = viewOf(cluster, undefined, new Set(loss?.cutOffNodes))
  const lost = new Set<string>(loss?.lost)
  return {
    ...view,
    locations: view.locations.map((location) => ({
      ...location,
      groups: location.groups.map((group) => ({
        ...group,
        nodes: group.nodes.map((node) => (lost.has(node.name) ? { ...node, mark: 'removed' } : node)),
      })),
    })),
    joints: view.joints.map((joint) => ({
      ...joint,
      members: joint.members.map((member) => (lost.has(member.node) ? { ...member, mark: 'removed' } : member)),
    })),
  }
}
