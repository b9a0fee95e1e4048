import type { Cluster } from '../model/fleet.ts'
import type { NodeName } from '../model/names.ts'

/**
 * Nodes that are declared out of service. That they do not answer and hold something older is what the declaration says:
 * it keeps nothing else from going on, as long as their configuration would not win over the entry node's.
 */
export function awayNodes({ nodes }: Cluster): ReadonlySet<NodeName | undefined> {
  return new Set(nodes.filter(({ outOfService }) => outOfService !== undefined).map(({ name }) => name))
}
