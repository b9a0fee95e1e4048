import { hash } from 'node:crypto'
import { digest, type Digest } from '../../model/names.ts'

/** Keys that say where something was written; they never count as content. */
const WHEREABOUTS = new Set(['place', 'within', 'origin', 'overrode'])

/** A key that JavaScript moves in front of all others, whatever order a map was built in. */
const INDEX = /^(?:0|[1-9]\d*)$/

/** JSON with sorted keys, so that the same content has the same bytes whatever order it was built in. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return canonicalList(value)
  const keys = Object.keys(value)
  // Such keys come first.
  if (INDEX.test(keys[0] ?? '')) return JSON.stringify(sorted(value))
  let text = ''
  for (const key of inOrder(keys)) {
    const inner: unknown = Reflect.get(value, key)
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`
  }
  return `{${text}}`
}

function canonicalList(items: readonly unknown[]): string {
  // Most lists are of texts, which the engine writes several times as fast.
  if (items.every((item) => typeof item === 'string')) return JSON.stringify(items)
  let text = ''
  for (const item of items) text += `${text === '' ? '' : ','}${item === undefined ? 'null' : canonicalJson(item)}`
  return `[${text}]`
}

/** The keys sorted; most maps are made in the order of their keys. */
function inOrder(keys: readonly string[]): readonly string[] {
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key) ? keys : keys.toSorted()
}

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
  const entries: [string, unknown][] = []
  for (const key of chosen(Object.keys(value))) {
    const inner: unknown = Reflect.get(value, key)
    if (inner !== undefined) entries.push([key, copied(inner, chosen)])
  }
  return Object.fromEntries(entries)
}

/** Digest of a text as it is. */
export function digestOfText(text: string): Digest {
  return digest(hash('sha256', text))
}
