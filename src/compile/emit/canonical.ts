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
  const keys = Object.keys(value).toSorted()
  if (keys.some((key) => INDEX.test(key))) return JSON.stringify(sorted(value))
  let text = ''
  for (const key of keys) {
    const inner: unknown = Reflect.get(value, key)
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`
  }
  return `{${text}}`
}

function canonicalList(items: readonly unknown[]): string {
  // Most lists are of texts, which the engine writes several times as fast.
  if (items.every((item) => typeof item === 'string')) return JSON.stringify(items)
  return `[${items.map((item) => (item === undefined ? 'null' : canonicalJson(item))).join(',')}]`
}

/** The value with all maps sorted, for printing. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.toSorted(byKey).map(([key, inner]) => [key, sorted(inner)]))
}

/** The value without anything that says where it was written. */
export function contentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentOf)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => !WHEREABOUTS.has(key))
  return Object.fromEntries(entries.map(([key, inner]) => [key, contentOf(inner)]))
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1
}

/** Digest of a text as it is. */
export function digestOfText(text: string): Digest {
  return digest(hash('sha256', text))
}
