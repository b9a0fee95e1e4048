/** Sets of numbers that are merged and never split: which nodes are known to be connected. */
export interface UnionFind {
  readonly parent: Int32Array
  parts: number
}

/** Starts with every number from 0 below `size` alone. */
export function apart(size: number): UnionFind {
  const parent = new Int32Array(size)
  for (let member = 0; member < size; member++) parent[member] = member
  return { parent, parts: size }
}

/** The number that stands for the set of `member`. */
export function find({ parent }: UnionFind, member: number): number {
  let root = member
  for (let above = parent[root]; above !== undefined && above !== root; above = parent[root]) {
    const higher = parent[above] ?? above
    parent[root] = higher
    root = higher
  }
  return root
}

/** Merges the sets of two numbers. */
export function unite(sets: UnionFind, a: number, b: number): void {
  const [kept, merged] = [find(sets, a), find(sets, b)]
  if (kept === merged) return
  sets.parent[merged] = kept
  sets.parts--
}
