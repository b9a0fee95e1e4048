import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import { doubleLosses, partsAfter, singleLosses, type Loss } from '../../topology/loss.ts'
import { compare } from '../order.ts'
import { clusterGraph } from '../topology/view.ts'
import type { LossReport, NamedLoss } from './loss.ts'

/** Every single loss (and every double one, with `k` 2) that does harm, worst first. */
export function nodeLosses(cluster: Cluster, k: 1 | 2): LossReport {
  const graph = clusterGraph(cluster)
  const size = cluster.nodes.length
  const cuts = new Map(
    [...singleLosses(graph), ...(k === 2 ? doubleLosses(graph) : [])].map((loss) => [loss.lost.join(), loss]),
  )
  const singles = cluster.nodes.map(
    ({ name }): Loss => cuts.get(name) ?? { lost: [name], parts: [size - 1], cutOff: 0 },
  )
  const doubles = [...cuts.values()].filter(({ lost }) => lost.length === 2)
  const losses = [...singles, ...doubles].map((loss) => named(cluster, loss, loss.lost.join(' and ')))
  return report(cluster, losses, size + (k === 2 ? (size * (size - 1)) / 2 : 0))
}

/** The loss of one location, or of each in turn. */
export function locationLosses(cluster: Cluster, only?: string): LossReport {
  const graph = clusterGraph(cluster)
  const chosen = cluster.locations.filter(({ name }) => only === undefined || name === only)
  const losses = chosen.map(({ name, nodes }) => {
    const lost = nodes.map((node) => node.name)
    return named(cluster, lossOf(lost, partsAfter(graph, new Set(lost))), `location ${name}`)
  })
  return report(cluster, losses, chosen.length)
}

/** The loss of exactly these nodes together. */
export function lossOfNodes(cluster: Cluster, lost: readonly NodeName[]): LossReport {
  const parts = partsAfter(clusterGraph(cluster), new Set(lost))
  return report(cluster, [named(cluster, lossOf(lost, parts), lost.join(' and '))], 1)
}

function lossOf(lost: readonly NodeName[], left: readonly (readonly NodeName[])[]): Loss {
  const parts = left.map(({ length }) => length).toSorted((a, b) => b - a)
  return { lost, parts, cutOff: parts.slice(1).reduce((sum, size) => sum + size, 0) }
}

function named(cluster: Cluster, loss: Loss, name: string): NamedLoss {
  const lost = new Set(loss.lost)
  return {
    ...loss,
    name,
    withoutUpdates: updateGroupsWithoutDownloader(cluster.nodes, lost),
    losesEntry: lost.has(cluster.entryNode.value),
  }
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
