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

/** By the longest common subsequence of the names. */
function longest<Item extends { readonly name: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Aligned<Item>[] {
  const isSame = (row: number, column: number): boolean => before[row]?.name === after[column]?.name
  const lengths = lengthsOf(before.length, after.length, isSame)
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0
  const aligned: Aligned<Item>[] = []
  let [row, column] = [0, 0]
  while (row < before.length && column < after.length) {
    if (isSame(row, column)) aligned.push(pair(before[row++], after[column++]))
    else if (at(row + 1, column) >= at(row, column + 1)) aligned.push(pair(before[row++], undefined))
    else aligned.push(pair(undefined, after[column++]))
  }
  return [
    ...aligned,
    ...before.slice(row).map((item) => pair(item, undefined)),
    ...after.slice(column).map((item) => pair(undefined, item)),
  ]
}

/** `[i][j]`: how many pairs can be made of what follows the i-th and the j-th item. */
function lengthsOf(
  rows: number,
  columns: number,
  isSame: (row: number, column: number) => boolean,
): readonly Int32Array[] {
  let below = new Int32Array(columns + 1)
  const lengths = [below]
  for (let row = rows - 1; row >= 0; row--) {
    const line = new Int32Array(columns + 1)
    for (let column = columns - 1; column >= 0; column--)
      line[column] = isSame(row, column)
        ? (below[column + 1] ?? 0) + 1
        : Math.max(below[column] ?? 0, line[column + 1] ?? 0)
    lengths.unshift(line)
    below = line
  }
  return lengths
}
