import { WHEREABOUTS } from '../../source/canonical-json.ts'

/** The value with all maps sorted, for printing. */
export function sorted(value: unknown): unknown {
  return copied(value, { leftOut: NOTHING, isSorted: true })
}

/** The value without anything that says where it was written. */
export function contentOf(value: unknown): unknown {
  return copied(value, { leftOut: WHEREABOUTS, isSorted: false })
}

/** Both at once. */
export function sortedContentOf(value: unknown): unknown {
  return copied(value, { leftOut: WHEREABOUTS, isSorted: true })
}

const NOTHING: ReadonlySet<string> = new Set()

/** How maps are copied. */
interface Manner {
  readonly leftOut: ReadonlySet<string>
  readonly isSorted: boolean
}

/** A copy in which every map has only the keys that have a value. */
function copied(value: unknown, manner: Manner): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => copied(item, manner))
  const copy: Record<string, unknown> = {}
  for (const key of manner.isSorted ? inOrder(Object.keys(value)) : Object.keys(value)) {
    const inner: unknown = manner.leftOut.has(key) ? undefined : Reflect.get(value, key)
    if (inner !== undefined) put(copy, key, copied(inner, manner))
  }
  return copy
}

/** The keys, which nobody else holds, in their order; most maps have few, so that each is soon at its place. */
function inOrder(keys: string[]): readonly string[] {
  if (keys.length > FEW) return keys.toSorted()
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next] ?? ''
    let at = next
    for (let before = keys[at - 1]; before !== undefined && before > key; before = keys[at - 1]) keys[at--] = before
    keys[at] = key
  }
  return keys
}

const FEW = 16

/** Assigning to one name would set what a map inherits from. */
function put(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true })
  else map[key] = value
}
