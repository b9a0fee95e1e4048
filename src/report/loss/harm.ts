import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import { doubleLosses, partsAfter, singleLosses } from '../../topology/loss.ts'
import { compare } from '../order.ts'
import { clusterGraph } from '../topology/view.ts'
import type { LossReport, NamedLoss } from './loss.ts'

/**
 * Every single loss (and with `k` 2 every double one) that does harm, worst first. A pair is told only where it does
 * more than its two members do one by one.
 */
export function nodeLosses(cluster: Cluster, k: 1 | 2): LossReport {
  const graph = clusterGraph(cluster)
  const size = cluster.nodes.length
  const cutting = new Set(
    [...singleLosses(graph), ...(k === 2 ? doubleLosses(graph) : [])].map(({ lost }) => lost.join()),
  )
  const pairs = k === 2 ? [...doubleLosses(graph).map(({ lost }) => lost), ...downloaderPairs(cluster.nodes)] : []
  const distinct = new Map([...cluster.nodes.map(({ name }) => [name]), ...pairs].map((lost) => [lost.join(), lost]))
  const losses = [...distinct].map(([key, lost]) =>
    // Most losses cut nobody off, which is known without looking for the parts that are left.
    named(
      cluster,
      cutting.has(key) || lost.some((name) => cutting.has(name)) ? partsAfter(graph, new Set(lost)) : [],
      lost,
      lost.join(' and '),
    ),
  )
  // That the entry node is gone is told of its own loss.
  const own = losses.filter((loss) => loss.lost.length === 1 || loss.cutOff > 0 || loss.withoutUpdates.length > 0)
  return report(cluster, own, size + (k === 2 ? (size * (size - 1)) / 2 : 0))
}

/** The loss of one location, or of each in turn. */
export function locationLosses(cluster: Cluster, only?: string): LossReport {
  const graph = clusterGraph(cluster)
  const chosen = cluster.locations.filter(({ name }) => only === undefined || name === only)
  const losses = chosen.map(({ name, nodes }) => {
    const lost = nodes.map((node) => node.name)
    return named(cluster, partsAfter(graph, new Set(lost)), lost, `location ${name}`)
  })
  return report(cluster, losses, chosen.length)
}

/** The loss of exactly these nodes together. */
export function lossOfNodes(cluster: Cluster, lost: readonly NodeName[]): LossReport {
  const parts = partsAfter(clusterGraph(cluster), new Set(lost))
  return report(cluster, [named(cluster, parts, lost, lost.join(' and '))], 1)
}

function named(
  cluster: Cluster,
  left: readonly (readonly NodeName[])[],
  lost: readonly NodeName[],
  name: string,
): NamedLoss {
  const gone = new Set(lost)
  const [, ...others] = left.toSorted((a, b) => b.length - a.length)
  const cutOffNodes = others.flat().toSorted(compare)
  return {
    lost,
    name,
    parts:
      left.length === 0
        ? [cluster.nodes.length - lost.length]
        : left.map(({ length }) => length).toSorted((a, b) => b - a),
    cutOff: cutOffNodes.length,
    cutOffNodes,
    splitGroups: splitGroups(cluster.nodes, left),
    withoutUpdates: updateGroupsWithoutDownloader(cluster.nodes, gone),
    withoutRollout: withoutRollout(cluster, left, gone),
    losesEntry: gone.has(cluster.entryNode.value),
  }
}

/** Nodes that are left outside the entry node's part; all of them when it is lost itself. */
function withoutRollout(
  { nodes, entryNode }: Cluster,
  left: readonly (readonly NodeName[])[],
  gone: ReadonlySet<NodeName>,
): number {
  const remaining = nodes.length - gone.size
  if (gone.has(entryNode.value)) return remaining
  const own = left.find((part) => part.includes(entryNode.value))
  return own === undefined ? 0 : remaining - own.length
}

/** Runtime and update groups whose members that are left no longer all reach each other. */
function splitGroups(nodes: readonly Node[], left: readonly (readonly NodeName[])[]): readonly string[] {
  if (left.length < 2) return []
  const partOf = new Map(left.flatMap((part, index) => part.map((name) => [name, index] as const)))
  return (['groups.runtime', 'groups.update'] as const).flatMap((setting) => {
    const parts = new Map<string, Set<number>>()
    for (const { name, settings } of nodes) {
      const [group, part] = [settings[setting]?.value, partOf.get(name)]
      if (group === undefined || group === null || part === undefined) continue
      parts.set(group, (parts.get(group) ?? new Set()).add(part))
    }
    const kind = setting === 'groups.runtime' ? 'runtime' : 'update'
    return [...parts].flatMap(([group, where]) => (where.size > 1 ? [`${kind} group ${group}`] : [])).toSorted(compare)
  })
}

/** Two nodes that alone download for their update group: either is missed by nobody, both are missed by all. */
function downloaderPairs(nodes: readonly Node[]): readonly (readonly NodeName[])[] {
  const downloaders = new Map<string, NodeName[]>()
  for (const { name, settings } of nodes) {
    const group = settings['groups.update']?.value
    if (group === undefined || group === null || settings['updates.fromInternet']?.value === false) continue
    downloaders.set(group, [...(downloaders.get(group) ?? []), name])
  }
  return [...downloaders.values()].filter(({ length }) => length === 2).map((pair) => pair.toSorted(compare))
}

/** Update groups with members left of which none downloads, though one did before; a node that was not told may. */
function updateGroupsWithoutDownloader(nodes: readonly Node[], lost: ReadonlySet<NodeName>): readonly string[] {
  const groups = new Map<string, { before: boolean; after: boolean; left: number }>()
  for (const { name, settings } of nodes) {
    const group = settings['groups.update']?.value
    if (group === undefined || group === null) continue
    const state = groups.get(group) ?? { before: false, after: false, left: 0 }
    const downloads = settings['updates.fromInternet']?.value !== false
    state.before ||= downloads
    if (!lost.has(name)) {
      state.left++
      state.after ||= downloads
    }
    groups.set(group, state)
  }
  return [...groups]
    .flatMap(([group, { before, after, left }]) => (before && !after && left > 0 ? [group] : []))
    .toSorted(compare)
}

function report(cluster: Cluster, losses: readonly NamedLoss[], tried: number): LossReport {
  const harmful = losses.filter(
    ({ cutOff, withoutUpdates, losesEntry }) => cutOff > 0 || withoutUpdates.length > 0 || losesEntry,
  )
  const ranked = harmful.toSorted(
    (a, b) =>
      b.cutOff - a.cutOff ||
      b.withoutUpdates.length - a.withoutUpdates.length ||
      Number(b.losesEntry) - Number(a.losesEntry) ||
      a.lost.length - b.lost.length ||
      compare(a.name, b.name),
  )
  return { cluster: cluster.name, nodes: cluster.nodes.length, tried, losses: ranked }
}
