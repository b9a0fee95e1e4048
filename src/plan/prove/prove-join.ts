import type { GroupName, NodeName } from '../../model/names.ts'
import { components, isConnected } from '../../topology/components.ts'
import type { Proof } from '../proof.ts'
import { addedEdges } from './added-edges.ts'
import { commitOf } from './commit.ts'
import { placesOf } from './places.ts'
import { listed, proveCommit, refuseClosed, type ProofContext } from './prove-commit.ts'
import { nodeNamed } from './usability.ts'

/** A node with its network groups. */
export interface Grouped {
  readonly node: NodeName
  readonly groups: readonly GroupName[]
}

/** Proves that a node can join a cluster: it gets a usable connection, and none that nobody declared open. */
export function proveJoin(standing: readonly Grouped[], joining: Grouped, context: ProofContext): Proof {
  // A stray is about to be taken out or adopted; a person who adds a node next to it is told instead of stopped.
  const isStray = ({ node }: Grouped): boolean => nodeNamed(context.usability, node) === undefined
  const before = standing.filter((one) => !isStray(one)).map(({ node, groups }) => ({ node, old: groups, new: groups }))
  const commit = commitOf([...before, { node: joining.node, old: [], new: joining.groups }])
  const added = addedEdges(commit, placesOf(commit.nodes, context.usability), context.usability)
  if (added.closed.length > 0) return refuseClosed(added.closed)
  const neighbours = new Set(joining.groups)
  if (!standing.some(({ groups }) => groups.some((group) => neighbours.has(group)))) {
    return {
      kind: 'refused',
      obstacle: `"${joining.node}" shares no network group with any node that is in the cluster by then, so that adding it is refused as an invalid node path matrix`,
      nodes: [joining.node],
      suggestion: 'give it a group of its location, or make it a transit node',
    }
  }
  const proof = proveStanding([...standing, joining], context)
  const beside = standing.filter((one) => isStray(one) && one.groups.some((group) => neighbours.has(group)))
  if (proof.kind !== 'proved') return proof
  const assumed = beside.map(({ node }) => `${joining.node} reaches ${node}, which nobody declares`)
  return { ...proof, assumptions: [...proof.assumptions, ...assumed] }
}

/** Proves that nodes, standing as they do and changing nothing, are joined by usable connections. */
export function proveStanding(standing: readonly Grouped[], context: ProofContext): Proof {
  return proveCommit(
    standing.map(({ node, groups }) => ({ node, old: groups, new: groups })),
    context,
  )
}

/** Proves that the nodes that stay are joined without those that leave. */
export function proveRest(staying: readonly Grouped[], context: ProofContext): Proof {
  const { before } = commitOf(staying.map(({ node, groups }) => ({ node, old: groups, new: groups })))
  if (isConnected(before)) return proveStanding(staying, context)
  const [, ...others] = components(before)
  const nodes = others.flat()
  return {
    kind: 'refused',
    obstacle: `what is left falls apart: ${listed(nodes)} ${nodes.length === 1 ? 'has' : 'have'} no way to the others over network groups`,
    nodes,
    suggestion: 'give one of these nodes a network group of the others first, as a change of its own',
  }
}
