import type { EmulatedCluster } from '../../src/emulator/cluster.ts'

/** The network groups that each node holds at this moment, in the order of the seed. */
export function groupsHeld(cluster: EmulatedCluster): readonly (readonly string[])[] {
  return cluster.picture().nodes.map(({ networkGroups }) => networkGroups)
}

/** Whether everybody reaches everybody when each node goes by the groups that it holds itself. */
export function isConnected(cluster: EmulatedCluster): boolean {
  const groups = groupsHeld(cluster)
  const reached = new Set([0])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const here of reached) {
      groups.forEach((there, index) => {
        if (there.some((group) => groups[here]!.includes(group))) reached.add(index)
      })
    }
  }
  return reached.size === groups.length
}
