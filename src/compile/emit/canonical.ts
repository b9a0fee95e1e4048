import { hash } from 'node:crypto'
import { digest, type Digest } from '../../model/names.ts'
import { WHEREABOUTS } from '../../source/canonical-json.ts'

/** The value with all maps sorted, for printing. */
export function sorted(value: unknown): unknown {
  return copied(value, (keys) => keys.toSorted())
}

/** The value without anything that says where it was written. */
export function contentOf(value: unknown): unknown {
  return copied(value, (keys) => keys.filter((key) => !WHEREABOUTS.has(key)))
}

/** Both at once. */
export function sortedContentOf(value: unknown): unknown {
  return copied(value, (keys) => keys.filter((key) => !WHEREABOUTS.has(key)).toSorted())
}

/** A copy in which every map has the keys that are chosen, as far as they have a value. */
function copied(value: unknown, chosen: (keys: readonly string[]) => readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => copied(item, chosen))
  const copy: Record<string, unknown> = {}
  for (const key of chosen(Object.keys(value))) {
    const inner: unknown = Reflect.get(value, key)
    if (inner !== undefined) put(copy, key, copied(inner, chosen))
  }
  return copy
}

/** Assigning to one name would set what a map inherits from. */
function put(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true })
  else map[key] = value
}

/** Digest of a text as it is. */
export function digestOfText(text: string): Digest {
  return digest(hash('sha256', text))
}
