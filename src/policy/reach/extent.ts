import type { Values } from '../reason/atoms.ts'
import { common as commonSpans, spansOf, without } from '../values/spans.ts'
import { TextSet } from '../values/text-set.ts'

/** Values of a property that says whose request it is: addresses, or texts. */
export type Extent = Extract<Values, { readonly kind: 'text' | 'address' }>

/** An extent, and whether it is exactly what was asked for; otherwise it may hold more. */
export interface Bounded {
  readonly extent: Extent
  readonly isExact: boolean
}

/** What is in both; of patterns that have only a part in common, all of the first ones. */
export function common(left: Extent, right: Extent): Bounded {
  if (left.kind === 'address' && right.kind === 'address')
    return { extent: { kind: 'address', spans: commonSpans(left.spans, right.spans) }, isExact: true }
  if (isWithin(left, right)) return { extent: left, isExact: true }
  if (isWithin(right, left)) return { extent: right, isExact: true }
  if (left.kind === 'address' || right.kind === 'address') return { extent: left, isExact: false }
  // Whether upper and lower case are one to the product is not known, so that they are where it would be too little.
  const { folded } = right.set
  const patterns = left.set.patterns.filter((pattern) => folded.meeting([pattern.toLowerCase()]).length > 0)
  return { extent: { kind: 'text', set: new TextSet(patterns) }, isExact: patterns.length === 0 }
}

/** What is in at least one of two extents of the same property. */
export function either(left: Extent, right: Extent): Extent {
  if (left.kind === 'address' && right.kind === 'address')
    return { kind: 'address', spans: spansOf([...left.spans, ...right.spans]) }
  if (left.kind === 'address' || right.kind === 'address') throw new Error('a property holds texts or addresses')
  return { kind: 'text', set: new TextSet([...left.set.patterns, ...right.set.patterns]) }
}

/** Whether everything in the first is in the second: true is certain. */
export function isWithin(inner: Extent, outer: Extent): boolean {
  if (inner.kind === 'address' && outer.kind === 'address') return without(inner.spans, outer.spans).length === 0
  if (inner.kind === 'address' || outer.kind === 'address') return false
  // A pattern that fits as a text does so with every text that fits it.
  return inner.set === outer.set || inner.set.patterns.every((pattern) => outer.set.has(pattern))
}

/** Whether nothing is in it. */
export function isEmpty(extent: Extent): boolean {
  return (extent.kind === 'address' ? extent.spans : extent.set.patterns).length === 0
}
