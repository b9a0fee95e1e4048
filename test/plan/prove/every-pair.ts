import type { Passage } from '../../../src/model/facts.ts'
import type { Cluster, Node } from '../../../src/model/fleet.ts'
import type { GroupName, NodeName } from '../../../src/model/names.ts'
import type { Regrouping } from '../../../src/topology/graph.ts'
import { meet } from '../../topology/naive.ts'

/** What there is to say of a commit. */
export type Verdict = 'split before' | 'opens what is closed' | 'may cut off' | 'joined'

/**
 * Judges a commit by the definition, looking at every pair of nodes: a connection is stable when its two ends share a
 * group in all four combinations of old and new, and counts when it is declared open. Slow, and knows nothing of the prover.
 */
export function judgeByPairs(
  cluster: Cluster,
  regroupings: readonly Regrouping[],
  portsNow: ReadonlyMap<NodeName, readonly number[]>,
): Verdict {
  const declared = new Map(cluster.nodes.map((node) => [node.name, node]))
  const isOpen = (a: Regrouping, b: Regrouping): boolean => {
    const [one, other] = [declared.get(a.node), declared.get(b.node)]
    if (one === undefined || other === undefined) return false
    const passes = (from: Node, to: Node) => portsOf(to).every((port) => carries(cluster, from, to, port))
    return one.location === other.location || (passes(one, other) && passes(other, one))
  }
  const portsOf = ({ name, settings }: Node): readonly number[] => [
    ...(settings.listeners?.value?.map(({ port }) => port) ?? [cluster.port.value]),
    ...(portsNow.get(name) ?? []),
  ]
  const metBefore = (a: Regrouping, b: Regrouping) => meet(a.old, b.old)
  const mayMeet = (a: Regrouping, b: Regrouping) => combinations(a, b).some(([one, other]) => meet(one, other))
  const isStable = (a: Regrouping, b: Regrouping): boolean => {
    // What a node that nobody declares has today is believed, as long as it keeps the group that it has it by.
    if (!declared.has(a.node) || !declared.has(b.node)) return meet(kept(a), kept(b))
    return combinations(a, b).every(([one, other]) => meet(one, other)) && isOpen(a, b)
  }
  if (!areJoined(regroupings, metBefore)) return 'split before'
  const opens = pairs(regroupings).some(([a, b]) => mayMeet(a, b) && !metBefore(a, b) && !isOpen(a, b))
  if (opens) return 'opens what is closed'
  return areJoined(regroupings, isStable) ? 'joined' : 'may cut off'
}

function carries({ facts }: Cluster, from: Node, to: Node, port: number): boolean {
  const isEnd = (end: string, { name, location }: Node) => end === 'any' || end === name || end === location
  const lets = (one: Passage) =>
    one.protocol !== 'udp' &&
    ((isEnd(one.from, from) && isEnd(one.to, to)) || (one.bothWays && isEnd(one.from, to) && isEnd(one.to, from)))
  return facts.routes.some(lets) && facts.firewall.some((one) => lets(one) && (one.port ?? port) === port)
}

function combinations(
  a: Regrouping,
  b: Regrouping,
): readonly (readonly [readonly GroupName[], readonly GroupName[]])[] {
  return [a.old, a.new].flatMap((one) => [b.old, b.new].map((other) => [one, other] as const))
}

function kept({ old, new: entered }: Regrouping): readonly GroupName[] {
  return old.filter((group) => entered.includes(group))
}

function pairs<Item>(items: readonly Item[]): readonly (readonly [Item, Item])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other] as const))
}

function areJoined<Item>(items: readonly Item[], talk: (a: Item, b: Item) => boolean): boolean {
  const reached = new Set(items.slice(0, 1))
  for (const one of reached) for (const other of items) if (talk(one, other)) reached.add(other)
  return reached.size === items.length
}
