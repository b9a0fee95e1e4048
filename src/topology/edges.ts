import { at } from './at.ts'

/**
 * The neighbours of every vertex of a graph, ascending, in two flat arrays: those of `vertex` are the `ends` from
 * `starts[vertex]` up to `starts[vertex + 1]`.
 *
 * Flat, because a walk over 100,000 small arrays waits for memory at every step and leaves them to the garbage
 * collector: both make a large graph dearer than many small ones.
 */
export interface Edges {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Who is in which group: the groups of `node` are `groups` from `starts[node]` up to `starts[node + 1]`, in any order. */
export interface Memberships {
  readonly starts: Int32Array
  readonly groups: Int32Array
}

/** Edges between nodes and groups, both ways. The vertex of a group is its number plus the number of nodes. */
export function edgesBetween(memberships: Memberships, groupCount: number): Edges {
  const nodeCount = memberships.starts.length - 1
  const count = memberships.groups.length
  const starts = new Int32Array(nodeCount + groupCount + 1)
  starts.set(memberships.starts)
  for (let index = 0; index < count; index++) {
    const next = nodeCount + at(memberships.groups, index) + 1
    starts[next] = at(starts, next) + 1
  }
  for (let vertex = nodeCount; vertex < nodeCount + groupCount; vertex++) {
    starts[vertex + 1] = at(starts, vertex + 1) + at(starts, vertex)
  }
  const ends = new Int32Array(2 * count)
  const free = starts.slice()
  const add = (vertex: number, end: number): void => {
    const next = at(free, vertex)
    ends[next] = end
    free[vertex] = next + 1
  }
  // Nodes in turn and then groups in turn, so that the ends of every vertex come out in ascending order.
  for (let node = 0; node < nodeCount; node++) {
    const last = at(memberships.starts, node + 1)
    for (let index = at(memberships.starts, node); index < last; index++) {
      add(nodeCount + at(memberships.groups, index), node)
    }
  }
  for (let vertex = nodeCount; vertex < nodeCount + groupCount; vertex++) {
    const last = at(starts, vertex + 1)
    for (let index = at(starts, vertex); index < last; index++) add(at(ends, index), vertex)
  }
  return { starts, ends }
}

/** The neighbours of one vertex; a loop over very many vertices reads the arrays itself. */
export function neighbours({ starts, ends }: Edges, vertex: number): Int32Array {
  return ends.subarray(at(starts, vertex), at(starts, vertex + 1))
}

/** How many neighbours a vertex has. */
export function degree({ starts }: Edges, vertex: number): number {
  return at(starts, vertex + 1) - at(starts, vertex)
}

/** The edges that two graphs over the same vertices have in common. */
export function commonEdges(a: Edges, b: Edges): Edges {
  return edgesOf(a, b, true)
}

/** The edges of a graph that another one over the same vertices lacks. */
export function edgesLacking(a: Edges, b: Edges): Edges {
  return edgesOf(a, b, false)
}

function edgesOf(a: Edges, b: Edges, areInBoth: boolean): Edges {
  const starts = new Int32Array(a.starts.length)
  const ends = new Int32Array(a.ends.length)
  let length = 0
  for (let vertex = 0; vertex + 1 < starts.length; vertex++) {
    const [last, lastOther] = [at(a.starts, vertex + 1), at(b.starts, vertex + 1)]
    let other = at(b.starts, vertex)
    for (let index = at(a.starts, vertex); index < last; index++) {
      const end = at(a.ends, index)
      while (other < lastOther && at(b.ends, other) < end) other++
      const isInBoth = other < lastOther && at(b.ends, other) === end
      if (isInBoth === areInBoth) ends[length++] = end
    }
    starts[vertex + 1] = length
  }
  return { starts, ends: ends.slice(0, length) }
}
