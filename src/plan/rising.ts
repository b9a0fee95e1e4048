/** Where the same thing stands in two sequences. */
export type Pair = readonly [old: number, wanted: number]

/** The longest run of pairs, given in the order of the new positions, whose old positions rise too (patience sorting). */
export function rising(pairs: readonly Pair[]): readonly Pair[] {
  const piles: number[] = []
  const previous: number[] = []
  for (const [index, [old]] of pairs.entries()) {
    const pile = firstIndex(piles.length, (at) => (pairs[piles[at] ?? 0]?.[0] ?? 0) >= old)
    previous.push(piles[pile - 1] ?? -1)
    piles[pile] = index
  }
  const chain: Pair[] = []
  for (let index = piles.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index]
    if (pair !== undefined) chain.push(pair)
  }
  return chain.toReversed()
}

/** The first index for which a test holds that holds for all after it; `count` where it holds for none. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
