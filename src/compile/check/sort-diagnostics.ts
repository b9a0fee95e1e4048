import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'

/** What a diagnostic is put in order by. */
type Ordered = Pick<Diagnostic, 'place' | 'code' | 'message'>

/** Diagnostics in an order that depends on nothing but what they say: by file, then by place, code and message. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return inOrder(diagnostics, (diagnostic) => diagnostic)
}

/** Whatever stands for diagnostics, in the order of these. */
export function inOrder<Item>(items: readonly Item[], of: (item: Item) => Ordered): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: keyOf(of(item)) }))
  return keyed.toSorted((left, right) => compare(left.key, right.key)).map(({ item }) => item)
}

function keyOf({ place, code, message }: Ordered): readonly string[] {
  return [place.file, positionKey(place), code, message]
}

function positionKey(place: Place): string {
  if (place.kind === 'file') return ''
  return place.kind === 'range' ? String(place.start).padStart(9, '0') : place.path.join('\u0000')
}

function compare(left: readonly string[], right: readonly string[]): number {
  for (const [index, text] of left.entries()) {
    const other = right[index] ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return 0
}
