import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { GroupName, NodeName } from '../../model/names.ts'
import { matchNodes } from '../../plan/review/match.ts'
import { graphOf, type NodeGraph } from '../../topology/graph.ts'
import { singleLosses } from '../../topology/loss.ts'
import { transitLoads } from '../../topology/transit-load.ts'
import { compare, natural } from '../order.ts'

/** How something in a drawing differs from the drawing's base. */
export type Mark = 'same' | 'added' | 'removed' | 'changed'

/** A cluster as every drawing shows it: locations with their groups and nodes, and what joins the locations. */
export interface ClusterView {
  readonly name: string
  readonly version: string
  readonly entryNode: string
  readonly locations: readonly LocationView[]
  /** Network groups with members in several locations, the transit group first. */
  readonly joints: readonly JointView[]
}

/** A location and its nodes by network group; a node in several groups stands in the first of them. */
export interface LocationView {
  readonly name: string
  readonly mark: Mark
  readonly groups: readonly GroupView[]
}

/** A network group inside one location. */
export interface GroupView {
  readonly name: string
  readonly nodes: readonly NodeView[]
}

/** A node with what a drawing says about it. */
export interface NodeView {
  readonly name: string
  readonly mark: Mark
  readonly isTransit: boolean
  readonly isEntry: boolean
  readonly isOutOfService: boolean
  /** The change cuts it off, or makes others depend on it. */
  readonly isAtRisk: boolean
  /** Nodes behind a transit node. */
  readonly load?: number
  /** Nodes that its loss cuts off from the rest; 0 for a node that nobody depends on. */
  readonly cutsOff: number
  readonly groups: readonly string[]
}

/** A network group that joins locations, with the members that do it. */
export interface JointView {
  readonly name: string
  readonly members: readonly { readonly location: string; readonly node: string; readonly mark: Mark }[]
}

/** Draws a cluster; with a base, what was removed is drawn too and every node says how it differs. */
export function viewOf(cluster: Cluster, base?: Cluster, atRisk: ReadonlySet<string> = new Set()): ClusterView {
  const drawn = drawnNodes(cluster, base)
  const joints = jointsOf(drawn, cluster.transitGroup.value)
  const jointNames = new Set(joints.map(({ name }) => name))
  const annotate = annotator(cluster, atRisk)
  // A location whose nodes all went elsewhere, as in a renaming, leaves nothing to draw.
  const names = [...new Set([...cluster.locations.map(({ name }) => name), ...drawn.map(({ node }) => node.location)])]
  return {
    name: cluster.name,
    version: cluster.version.value,
    entryNode: cluster.entryNode.value,
    locations: names.toSorted(compare).map((name) => ({
      name,
      mark: locationMark(name, cluster, base),
      groups: groupsOf(
        drawn.filter(({ node }) => node.location === name),
        jointNames,
        annotate,
      ),
    })),
    joints,
  }
}

/** Whether anything is drawn as added, removed or changed. */
export function differsFromBase({ locations }: ClusterView): boolean {
  return locations.some(
    ({ mark, groups }) =>
      mark !== 'same' || groups.some(({ nodes }) => nodes.some((node) => node.mark !== 'same' || node.isAtRisk)),
  )
}

/** The network groups of a node. */
export function networkGroups(node: Node): readonly GroupName[] {
  return node.settings['groups.network']?.value ?? []
}

/** The node graph of a cluster. */
export function clusterGraph(cluster: Cluster): NodeGraph {
  return graphOf(cluster.nodes.map((node) => ({ name: node.name, groups: networkGroups(node) })))
}

/** The names of a cluster's transit nodes. */
export function transitsOf(cluster: Cluster): ReadonlySet<NodeName> {
  return new Set(cluster.nodes.filter(({ transit }) => transit.value).map(({ name }) => name))
}

interface Drawn {
  readonly node: Node
  readonly mark: Mark
}

function drawnNodes(cluster: Cluster, base: Cluster | undefined): readonly Drawn[] {
  if (base === undefined) return cluster.nodes.map((node) => ({ node, mark: 'same' }))
  const { pairs, removed } = matchNodes(base, cluster)
  const before = new Map(pairs.map((pair) => [pair.after, pair.before]))
  return [
    ...cluster.nodes.map((node) => ({ node, mark: nodeMark(node, before.get(node)) })),
    ...removed.map((node) => ({ node, mark: 'removed' as const })),
  ]
}

/** What a drawing shows of a node decides whether it is drawn as changed. */
function nodeMark(node: Node, before: Node | undefined): Mark {
  if (before === undefined) return 'added'
  const shown = (one: Node): string =>
    JSON.stringify([
      one.name,
      one.uuid.value,
      one.location,
      one.transit.value,
      networkGroups(one),
      one.outOfService === undefined,
    ])
  return shown(node) === shown(before) ? 'same' : 'changed'
}

function locationMark(name: string, cluster: Cluster, base: Cluster | undefined): Mark {
  const has = (locations: readonly Location[] | undefined): boolean =>
    locations?.some((location) => location.name === name) ?? false
  if (!has(cluster.locations)) return 'removed'
  return base === undefined || has(base.locations) ? 'same' : 'added'
}

function jointsOf(drawn: readonly Drawn[], transitGroup: string): readonly JointView[] {
  const members = new Map<string, { location: string; node: string; mark: Mark }[]>()
  for (const { node, mark } of drawn) {
    for (const group of networkGroups(node)) {
      const joined = members.get(group) ?? []
      joined.push({ location: node.location, node: node.name, mark })
      members.set(group, joined)
    }
  }
  return [...members]
    .filter(([name, joined]) => name === transitGroup || new Set(joined.map(({ location }) => location)).size > 1)
    .map(([name, joined]) => ({ name, members: joined.toSorted((a, b) => compare(a.node, b.node)) }))
    .toSorted((a, b) => Number(b.name === transitGroup) - Number(a.name === transitGroup) || compare(a.name, b.name))
}

function groupsOf(
  drawn: readonly Drawn[],
  joints: ReadonlySet<string>,
  annotate: (drawn: Drawn) => NodeView,
): readonly GroupView[] {
  const groups = new Map<string, NodeView[]>()
  for (const one of drawn) {
    const own = networkGroups(one.node).find((group) => !joints.has(group)) ?? ''
    const nodes = groups.get(own) ?? []
    nodes.push(annotate(one))
    groups.set(own, nodes)
  }
  return [...groups]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([name, nodes]) => ({ name, nodes: nodes.toSorted(transitFirst) }))
}

function transitFirst(left: NodeView, right: NodeView): number {
  return Number(right.isTransit) - Number(left.isTransit) || natural(left.name, right.name)
}

function annotator(cluster: Cluster, atRisk: ReadonlySet<string>): (drawn: Drawn) => NodeView {
  const graph = clusterGraph(cluster)
  const loads = new Map(transitLoads(graph, transitsOf(cluster)).map((load) => [load.transit, load.nodesBehind]))
  const losses = new Map(singleLosses(graph).map(({ lost: [name], cutOff }) => [name, cutOff]))
  return ({ node, mark }) => {
    const load = mark === 'removed' ? undefined : loads.get(node.name)
    return {
      name: node.name,
      mark,
      isTransit: node.transit.value,
      isEntry: mark !== 'removed' && node.name === cluster.entryNode.value,
      isOutOfService: node.outOfService !== undefined,
      isAtRisk: mark !== 'removed' && atRisk.has(node.name),
      ...(load === undefined ? {} : { load }),
      cutsOff: mark === 'removed' ? 0 : (losses.get(node.name) ?? 0),
      groups: networkGroups(node),
    }
  }
}
