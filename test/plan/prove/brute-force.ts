import type { Passage } from '../../../src/model/facts.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { GroupName, NodeName } from '../../../src/model/names.ts'
import { meet } from '../../topology/naive.ts'

/** Groups of every node in one storage. */
export type Storage = ReadonlyMap<NodeName, readonly GroupName[]>

/** How a node may decide whether it talks to another directly; which one the product uses is not known. */
const views = {
  /** Each node goes by the groups that its own storage gives to itself. */
  own: (a: NodeName, b: NodeName, mine: Storage, its: Storage) => meet(mine.get(a)!, its.get(b)!),
  /** The sender looks both up in its storage. */
  sender: (a: NodeName, b: NodeName, mine: Storage) => meet(mine.get(a)!, mine.get(b)!),
  /** The receiver looks both up in its storage. */
  receiver: (a: NodeName, b: NodeName, _mine: Storage, its: Storage) => meet(its.get(a)!, its.get(b)!),
  /** Both must find that they may talk. */
  both: (a: NodeName, b: NodeName, mine: Storage, its: Storage) =>
    meet(mine.get(a)!, mine.get(b)!) && meet(its.get(a)!, its.get(b)!),
}

/**
 * Judges a change by trying every mixture of storages over the nodes and every view. Knows nothing of the prover.
 * Returns the first trouble in words, or undefined when there is none.
 */
export function trouble(cluster: Cluster, storages: readonly Storage[]): string | undefined {
  const nodes = cluster.nodes.map(({ name }) => name)
  const usable = new Map(
    nodes.map((a) => [a, new Set(nodes.filter((b) => reaches(cluster, a, b) && reaches(cluster, b, a)))]),
  )
  for (let mixture = 0; mixture < storages.length ** nodes.length; mixture++) {
    const held = new Map(
      nodes.map((name, index) => [name, storages[Math.floor(mixture / storages.length ** index) % storages.length]!]),
    )
    for (const [view, talks] of Object.entries(views)) {
      const edges = new Map(
        nodes.map((a) => [a, nodes.filter((b) => a !== b && talks(a, b, held.get(a)!, held.get(b)!))]),
      )
      for (const a of nodes)
        for (const b of edges.get(a)!)
          if (!usable.get(a)!.has(b) && !meet(storages[0]!.get(a)!, storages[0]!.get(b)!))
            return `closed connection ${a}-${b} appears (${view})`
      for (const start of nodes) {
        const reached = new Set([start])
        for (const a of reached) for (const b of edges.get(a)!) if (usable.get(a)!.has(b)) reached.add(b)
        if (reached.size < nodes.length) return `${start} reaches only ${[...reached].join(',')} (${view})`
      }
    }
  }
  return undefined
}

function reaches(cluster: Cluster, from: NodeName, to: NodeName): boolean {
  const locationOf = (name: NodeName) => cluster.nodes.find((node) => node.name === name)!.location
  if (locationOf(from) === locationOf(to)) return true
  const isEnd = (end: string, name: NodeName) => end === 'any' || end === name || end === locationOf(name)
  const lets = (one: Passage) =>
    (isEnd(one.from, from) && isEnd(one.to, to)) || (one.bothWays && isEnd(one.from, to) && isEnd(one.to, from))
  const carries = (one: Passage) => one.protocol !== 'udp' && (one.port === undefined || one.port === 12346)
  return (
    cluster.facts.routes.some((one) => lets(one) && one.protocol !== 'udp') &&
    cluster.facts.firewall.some((one) => lets(one) && carries(one))
  )
}
