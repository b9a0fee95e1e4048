import type { GroupName, NodeName } from '../../model/names.ts'
import { components, isConnected } from '../../topology/components.ts'
import { commonEdges } from '../../topology/edges.ts'
import type { Regrouping } from '../../topology/graph.ts'
import { reconnect } from '../../topology/reconnect.ts'
import type { Proof } from '../proof.ts'
import { addedEdges, type Pair } from './added-edges.ts'
import { commitOf, type Commit } from './commit.ts'
import { connectKeptGroups } from './kept-groups.ts'
import { connectMixedEdges } from './mixed-edges.ts'
import { placesOf, type Places } from './places.ts'
import { apart, find, type UnionFind } from './union-find.ts'
import { nodeNamed, type Usability } from './usability.ts'

/** What the prover needs to know besides the commit itself. */
export interface ProofContext {
  readonly usability: Usability
  readonly transitGroup: GroupName
  readonly transits: ReadonlySet<NodeName>
}

/**
 * Proves that a commit cuts nobody off whatever mixture of old and new nodes exists while it spreads, or refuses it.
 *
 * A connection is stable when its two nodes share a group in all four combinations of old and new; so it exists
 * whichever node's view of the groups makes it. The commit is safe when the stable, usable connections alone join all
 * nodes, and when every connection that it adds is declared open. Linear in nodes plus memberships.
 */
export function proveCommit(regroupings: readonly Regrouping[], context: ProofContext): Proof {
  const { usability } = context
  const commit = commitOf(regroupings)
  const split = splitBefore(commit)
  if (split !== undefined) return split
  const places = placesOf(commit.nodes, usability)
  const added = addedEdges(commit, places, usability)
  if (added.closed.length > 0) return refuseClosed(added.closed)
  const connected = apart(commit.nodes.length)
  connectKeptGroups(commit, places, usability, connected)
  if (connected.parts > 1) connectMixedEdges(commit, places, usability, connected)
  if (connected.parts > 1) return refuseSplit(commit, connected, context)
  return {
    kind: 'proved',
    because: [joined(commit.nodes.length)],
    assumptions: [...assumptionsOf(commit, places), ...added.assumed.map(declaredOpen), ...openToAll(added)],
  }
}

function joined(nodes: number): string {
  if (nodes === 1) return 'only one node is left, and there is nothing that it could be cut off from'
  const who = nodes === 2 ? 'both nodes' : `all ${nodes} nodes`
  return `${who} stay connected in every mixture of old and new nodes, whichever of the two sides decides about a connection`
}

/** A cluster that is split already takes no commit: the part without the entry node does not hear of it. */
function splitBefore({ before }: Commit): Proof | undefined {
  if (isConnected(before)) return undefined
  const [, ...others] = components(before)
  const nodes = others.flat()
  return {
    kind: 'refused',
    obstacle: `the cluster is split already: ${listed(nodes)} cannot be reached over network groups, so that no commit arrives there`,
    nodes,
    suggestion: 'give one of these nodes a network group of the others by hand, in the UI of that node',
  }
}

/** Refuses what would open connections that nobody declared. */
export function refuseClosed(closed: readonly Pair[]): Proof {
  return {
    kind: 'refused',
    obstacle: `connections would be added that nobody declared open: ${closed.map((pair) => pair.join(' – ')).join(', ')}`,
    nodes: [...new Set(closed.flat())],
    suggestion:
      'declare a route and an open firewall both ways for them under "network" of the cluster, or choose groups that do not connect these nodes',
  }
}

function refuseSplit(commit: Commit, connected: UnionFind, { transitGroup, transits, usability }: ProofContext): Proof {
  const parts = new Map<number, NodeName[]>()
  commit.nodes.forEach((name, node) => {
    const root = find(connected, node)
    const part = parts.get(root) ?? []
    parts.set(root, part)
    part.push(name)
  })
  const [, ...smaller] = [...parts.values()].toSorted((a, b) => b.length - a.length)
  const nodes = smaller.flat()
  const kept = { ...commit.before, edges: commonEdges(commit.before.edges, commit.after.edges) }
  const missing = reconnect(kept, { transitGroup, transits })
  const undeclared = nodes.filter((name) => nodeNamed(usability, name) === undefined)
  return {
    kind: 'refused',
    obstacle: `while the commit spreads, ${listed(nodes)} may be cut off: no usable connection to the others lasts through it`,
    nodes,
    suggestion: suggest(missing, undeclared),
  }
}

function suggest(
  missing: readonly { readonly node: NodeName; readonly group: GroupName }[],
  undeclared: readonly NodeName[],
): string {
  if (undeclared.length > 0)
    return `bring ${listed(undeclared)} into the repository first, or remove ${undeclared.length === 1 ? 'it' : 'them'} from the cluster`
  if (missing.length === 0)
    return 'declare a route and an open firewall both ways, under "network" of the cluster, for the connections that last'
  const additions = missing.slice(0, 5).map(({ node, group }) => `"${node}" to "${group}"`)
  return `make an intermediate change of its own that adds ${additions.join(', ')} and keeps every group that is there`
}

function assumptionsOf({ nodes }: Commit, { declaredAs }: Places): readonly string[] {
  return [
    'every node holds the configuration that was observed when the commit starts',
    'inside a location every node reaches every other; between locations what is declared under "network" is true',
    // Their names are in the steps that remove them; named here, each of those steps would assume something different.
    ...(nodes.some((_, node) => declaredAs[node] === -1) ? ['the current connections of undeclared nodes work'] : []),
  ]
}

const declaredOpen = ([one, other]: Pair): string =>
  `${one} and ${other}, which get a direct connection, reach each other as declared`

const openToAll = ({ everybody }: { readonly everybody: boolean }): readonly string[] =>
  everybody ? ['every declared node reaches every other, as declared'] : []

/** Names for a sentence: a few of them and how many more. */
export function listed(names: readonly NodeName[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`)
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ')
}
