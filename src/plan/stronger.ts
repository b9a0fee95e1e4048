import type { Cluster, Node } from '../model/fleet.ts'
import type { NodeName } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'

/**
 * Nodes with a lower priority value than the entry node, now or after the change: in a conflict their configuration
 * wins. A priority that neither was read nor is declared is taken to be that of the others, as the vendor recommends (BP).
 */
export function strongerThanEntry(cluster: Cluster, observed: ObservedCluster): readonly NodeName[] {
  const entry = cluster.nodes.find(({ name }) => name === cluster.entryNode.value)
  const own = entry === undefined ? [] : prioritiesOf(entry, observed)
  if (own.length === 0) return []
  const weakest = Math.max(...own)
  return cluster.nodes
    .filter((node) => node !== entry && Math.min(...prioritiesOf(node, observed)) < weakest)
    .map(({ name }) => name)
}

function prioritiesOf({ uuid, settings }: Node, { nodes }: ObservedCluster): readonly number[] {
  const seen = nodes.get(uuid.value)?.settings.priority
  return [settings.priority?.value, seen?.kind === 'known' ? seen.value : undefined].flatMap((value) =>
    typeof value === 'number' ? [value] : [],
  )
}
