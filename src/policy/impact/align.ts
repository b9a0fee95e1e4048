/** An item of two sequences: on both sides, or on one of them. */
export interface Aligned<Item> {
  readonly before?: Item
  readonly after?: Item
}

/** Pairs the items of two sequences by name so that pairs keep their order; as many pairs as there can be. */
export function align<Item extends { readonly name: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Aligned<Item>[] {
  let start = 0
  while (start < before.length && start < after.length && before[start]?.name === after[start]?.name) start++
  let [endBefore, endAfter] = [before.length, after.length]
  while (endBefore > start && endAfter > start && before[endBefore - 1]?.name === after[endAfter - 1]?.name) {
    endBefore--
    endAfter--
  }
  const both = (from: number, to: number, shift: number): readonly Aligned<Item>[] =>
    Array.from({ length: to - from }, (_, at) => pair(before[from + at], after[from + at + shift]))
  return [
    ...both(0, start, 0),
    ...longest(before.slice(start, endBefore), after.slice(start, endAfter)),
    ...both(endBefore, before.length, endAfter - endBefore),
  ]
}

function pair<Item>(before: Item | undefined, after: Item | undefined): Aligned<Item> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

/** A pair of positions, and the pair before it in the longest sequence of pairs that ends with it. */
interface Link {
  readonly row: number
  readonly column: number
  readonly before: Link | undefined
}

/**
 * By the longest common subsequence of the names (Hunt and Szymanski): only positions of equal names are looked at, so
 * that two sequences of mostly different names cost little however long they are.
 */
function longest<Item extends { readonly name: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Aligned<Item>[] {
  const aligned: Aligned<Item>[] = []
  let [row, column] = [0, 0]
  const upTo = (endRow: number, endColumn: number): void => {
    while (row < endRow) aligned.push(pair(before[row++], undefined))
    while (column < endColumn) aligned.push(pair(undefined, after[column++]))
  }
  for (const { row: left, column: right } of chainOf(before, after)) {
    upTo(left, right)
    aligned.push(pair(before[row++], after[column++]))
  }
  upTo(before.length, after.length)
  return aligned
}

function chainOf<Item extends { readonly name: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Link[] {
  const columns = new Map<string, number[]>()
  for (const [column, { name }] of after.entries()) {
    const known = columns.get(name)
    if (known === undefined) columns.set(name, [column])
    else known.push(column)
  }
  // By length: the sequence of pairs of this length that ends earliest in the second sequence.
  const ends: Link[] = []
  for (const [row, { name }] of before.entries())
    for (const column of (columns.get(name) ?? []).toReversed()) {
      const length = firstFrom(ends, column)
      if (ends[length]?.column !== column) ends[length] = { row, column, before: ends[length - 1] }
    }
  const chain: Link[] = []
  for (let link = ends.at(-1); link !== undefined; link = link.before) chain.push(link)
  return chain.toReversed()
}

/** Position of the first sequence that ends at a column or behind it. */
function firstFrom(ends: readonly Link[], column: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle]?.column ?? column) < column) low = middle + 1
    else high = middle
  }
  return low
}
