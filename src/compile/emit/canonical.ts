import { hash } from 'node:crypto'
import { digest, type Digest } from '../../model/names.ts'
import { WHEREABOUTS } from '../../source/canonical-json.ts'

/** The value with all maps sorted, for printing. */
export function sorted(value: unknown): unknown {
  return copied(value, inOrder)
}

/** The value without anything that says where it was written. */
export function contentOf(value: unknown): unknown {
  return copied(value, withoutWhereabouts)
}

/** Both at once. */
export function sortedContentOf(value: unknown): unknown {
  return copied(value, (keys) => inOrder(withoutWhereabouts(keys)))
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

function withoutWhereabouts(keys: readonly string[]): readonly string[] {
  return keys.some((key) => WHEREABOUTS.has(key)) ? keys.filter((key) => !WHEREABOUTS.has(key)) : keys
}

/** Most maps are small, and many are in order already. */
function inOrder(keys: readonly string[]): readonly string[] {
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key) ? keys : keys.toSorted()
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
