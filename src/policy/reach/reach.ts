import type { Algebra } from '../evaluate/joined.ts'
import { common, either, type Extent } from './extent.ts'

/** Whose requests criteria can hold for: an extent for each property that they bound. */
export interface Reach {
  readonly within: ReadonlyMap<string, Extent>
  /** Whether they hold for all of these requests, whatever else is asked. */
  readonly isExact: boolean
}

/** What holds for every request. */
export const everybody: Reach = { within: new Map(), isExact: true }

/** What may hold for any request, and for none. */
export const anybody: Reach = { within: new Map(), isExact: false }

/** Where all of them hold. */
export function allOf(reaches: readonly Reach[]): Reach {
  const [first = everybody, ...rest] = reaches
  return rest.reduce(both, first)
}

function both(left: Reach, right: Reach): Reach {
  const within = new Map(left.within)
  let isExact = left.isExact && right.isExact
  for (const [property, extent] of right.within) {
    const own = within.get(property)
    const found = own === undefined ? { extent, isExact: true } : common(own, extent)
    within.set(property, found.extent)
    isExact &&= found.isExact
  }
  return { within, isExact }
}

/** Where one of them holds: exactly so only if all ask for one and the same property. */
function anyOf(reaches: readonly Reach[]): Reach {
  const [first = anybody, ...rest] = reaches
  return rest.reduce((left, right) => {
    const within = new Map<string, Extent>()
    for (const [property, extent] of left.within) {
      const other = right.within.get(property)
      if (other !== undefined) within.set(property, either(extent, other))
    }
    const isOne = within.size === 1 && left.within.size === 1 && right.within.size === 1
    return { within, isExact: isOne && left.isExact && right.isExact }
  }, first)
}

/** How comparisons go together. */
export const reaches: Algebra<Reach> = {
  allOf,
  anyOf,
  mixed: (andFirst, inOrder) => ({ ...anyOf([andFirst, inOrder]), isExact: false }),
  broken: () => anybody,
}
