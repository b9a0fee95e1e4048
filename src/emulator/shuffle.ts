import { createHash } from 'node:crypto'

/** The same things in an order that looks random and depends on the seed only. */
export function shuffled<Value>(values: readonly Value[], seed: string): readonly Value[] {
  return values
    .map((value, index) => ({ value, rank: createHash('sha256').update(`${seed}/${index}`).digest('hex') }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ value }) => value)
}
