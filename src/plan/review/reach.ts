import type { Cluster, Node } from '../../model/fleet.ts'
import type { GroupName, NodeName } from '../../model/names.ts'
import { components } from '../../topology/components.ts'
import { graphOf, indexOf, type NodeGraph } from '../../topology/graph.ts'
import { longestRoute } from '../../topology/longest-route.ts'
import { partsAfter, singleLosses } from '../../topology/loss.ts'
import { transitLoads } from '../../topology/transit-load.ts'
import type { Consequence } from './consequence.ts'
import type { Matching } from './match.ts'

/** Most nodes behind one transit node that the best-practice document (BP) recommends. */
const MOST_BEHIND = 10

/** Who is cut off, whose loss now cuts others off, and how loads and ways grow. */
export function reachConsequences(before: Cluster, after: Cluster, matching: Matching): readonly Consequence[] {
  const old = graph(before)
  const now = graph(after)
  const nameNow = new Map(matching.pairs.map((pair) => [pair.before.name, pair.after.name]))
  return [
    ...unreachable(old, now, before, after, nameNow),
    ...singlePoints(old, now, matching, nameNow),
    // Loads and ways of a cluster that is in parts compare nothing with nothing.
    ...(isWhole(old) && isWhole(now) ? [...loads(before, after, old, now, nameNow), ...pathLength(old, now)] : []),
  ]
}

function isWhole(graph: NodeGraph): boolean {
  return components(graph).length <= 1
}

function graph(cluster: Cluster): NodeGraph {
  return graphOf(cluster.nodes.map((node) => ({ name: node.name, groups: networkGroups(node) })))
}

function networkGroups(node: Node): readonly GroupName[] {
  return node.settings['groups.network']?.value ?? []
}

type NamesNow = ReadonlyMap<NodeName, NodeName>

function unreachable(
  old: NodeGraph,
  now: NodeGraph,
  before: Cluster,
  after: Cluster,
  nameNow: NamesNow,
): readonly Consequence[] {
  const alreadyCut = new Set(cutFrom(old, before.entryNode.value).map((name) => nameNow.get(name) ?? name))
  const cut = new Set(cutFrom(now, after.entryNode.value))
  const fresh = [...cut].filter((name) => !alreadyCut.has(name))
  const healed = [...alreadyCut].filter((name) => !cut.has(name) && indexOf(now.nodes, name) !== undefined)
  return [
    ...(fresh.length === 0
      ? []
      : [
          {
            kind: 'unreachable' as const,
            weight: 'danger' as const,
            text: `${count(fresh.length, 'node')} can no longer be reached from the entry node "${after.entryNode.value}": ${nameList(fresh)}`,
            nodes: fresh,
          },
        ]),
    ...(healed.length === 0
      ? []
      : [
          {
            kind: 'unreachable' as const,
            weight: 'note' as const,
            text: `${count(healed.length, 'node')} can be reached from the entry node again: ${nameList(healed)}`,
            nodes: healed,
          },
        ]),
  ]
}

/** Nodes that the entry node does not reach. */
function cutFrom(graph: NodeGraph, entry: NodeName): readonly NodeName[] {
  const parts = components(graph)
  const own = parts.find((part) => part.includes(entry))
  return parts.filter((part) => part !== own).flat()
}

function singlePoints(old: NodeGraph, now: NodeGraph, matching: Matching, nameNow: NamesNow): readonly Consequence[] {
  const earlier = new Map(
    singleLosses(old).flatMap(({ lost: [name], cutOff }) => (name ? [[nameNow.get(name) ?? name, cutOff]] : [])),
  )
  const later = new Map(singleLosses(now).flatMap(({ lost: [name], cutOff }) => (name ? [[name, cutOff]] : [])))
  const fresh = [...later].flatMap(([name, cutOff]): Consequence[] =>
    earlier.has(name)
      ? []
      : [
          {
            kind: 'single-point',
            weight: 'caution',
            text: `"${name}" becomes a single point of failure: its loss cuts off ${count(cutOff, 'node')}`,
            nodes: [name],
          },
        ],
  )
  const gone = isWhole(now)
    ? [...earlier.keys()].filter(
        (name) => !later.has(name) && indexOf(now.nodes, name) !== undefined && isRelieved(name, old, matching),
      )
    : []
  // Whose work another node does now has not become safer, it has become another one's.
  const hasPassedOn = (name: NodeName): boolean =>
    matching.pairs.some(({ before, after }) => after.name === name && before.transit.value && !after.transit.value)
  const [replaced, relieved] = [true, false].map((wanted) => gone.filter((name) => hasPassedOn(name) === wanted))
  return [
    ...fresh,
    ...relief(replaced ?? [], ({ length }) =>
      length === 1 ? 'it is no transit node any more' : 'they are no transit nodes any more',
    ),
    ...relief(relieved ?? [], () => 'there is another way now'),
  ]
}

function relief(nodes: readonly NodeName[], why: (nodes: readonly NodeName[]) => string): readonly Consequence[] {
  if (nodes.length === 0) return []
  const text = `the loss of ${quoted(nodes)} no longer cuts anybody off: ${why(nodes)}`
  return [{ kind: 'redundancy', weight: 'note', text, nodes }]
}

/** Whether two of the parts that a loss left are all still there and in their places: otherwise nothing became safer. */
function isRelieved(name: NodeName, old: NodeGraph, { pairs }: Matching): boolean {
  const was = pairs.find(({ after }) => after.name === name)?.before
  if (was === undefined) return false
  const isThere = (node: NodeName): boolean =>
    pairs.some(({ before, after }) => before.name === node && before.location === after.location)
  return partsAfter(old, new Set([was.name])).filter((part) => part.every(isThere)).length > 1
}

function loads(
  before: Cluster,
  after: Cluster,
  old: NodeGraph,
  now: NodeGraph,
  nameNow: NamesNow,
): readonly Consequence[] {
  const earlier = new Map(
    transitLoads(old, transits(before)).map((load) => [nameNow.get(load.transit) ?? load.transit, load.nodesBehind]),
  )
  return transitLoads(now, transits(after)).flatMap(({ transit, nodesBehind }): Consequence[] => {
    const was = earlier.get(transit)
    if (was === nodesBehind || (was === undefined && nodesBehind === 0)) return []
    const tooMany = nodesBehind > MOST_BEHIND && nodesBehind > (was ?? 0)
    const limit = tooMany ? `, more than the ${MOST_BEHIND} that are recommended` : ''
    return [
      {
        kind: 'transit-load',
        weight: tooMany ? 'caution' : 'note',
        text: `${nodesBehind === 0 ? 'no node depends' : `${count(nodesBehind, 'node')} ${nodesBehind === 1 ? 'depends' : 'depend'}`} on transit node "${transit}" alone${was === undefined ? '' : `, before ${was}`}${limit}`,
        nodes: [transit],
      },
    ]
  })
}

function transits(cluster: Cluster): ReadonlySet<NodeName> {
  return new Set(cluster.nodes.filter(({ transit }) => transit.value).map(({ name }) => name))
}

function pathLength(old: NodeGraph, now: NodeGraph): readonly Consequence[] {
  const was = longestRoute(old)?.hops ?? 0
  const is = longestRoute(now)
  if (is === undefined || is.hops === was) return []
  return [
    {
      kind: 'path-length',
      weight: is.hops > was && is.hops > 3 ? 'caution' : 'note',
      text: `a message takes ${count(is.hops, 'hop')} at most, before ${was}: for example from "${is.from}" to "${is.to}"`,
      nodes: [is.from, is.to],
    },
  ]
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

/** Up to six names, and how many more there are. */
function nameList(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
