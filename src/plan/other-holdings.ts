import type { ObservedCluster } from '../model/observed.ts'
import { objectOf, wordsFor } from './held-object.ts'
import { holdingsOf } from './holdings.ts'
import { isSameHolding } from './same-holding.ts'

/** An object that two nodes of one cluster hold differently; values where they are known. */
export interface OtherHolding {
  /** The object as messages call it. */
  readonly words: string
  readonly here?: unknown
  readonly there?: unknown
}

/** In what the storage of another node differs from that of the entry node, as far as both were seen; sorted by name. */
export function otherHoldings(
  here: ObservedCluster,
  there: ObservedCluster,
  nameOf: (node: string) => string,
): readonly OtherHolding[] {
  const [ours, theirs] = [holdingsOf(here), holdingsOf(there)]
  return [...theirs.keys()].toSorted().flatMap((name) => {
    const [object, own, other] = [objectOf(name), ours.get(name), theirs.get(name)]
    if (object === undefined || isSameHolding(object, own, other)) return []
    return [{ words: wordsFor(object, nameOf), here: own?.value, there: other?.value }]
  })
}
