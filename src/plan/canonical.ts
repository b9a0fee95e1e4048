import { createHash } from 'node:crypto'
import { digest, type Digest } from '../model/names.ts'

/**
 * Text that is equal for equal content: keys and map entries sorted, what is absent left out, and with it where a value
 * came from (`place`, `within`, `origin`, `overrode`), which is no part of what it is.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value)) ?? 'null'
}

/** Digest of the canonical text of a value. */
export function digestOf(value: unknown): Digest {
  return digest(createHash('sha256').update(canonical(value)).digest('hex'))
}

const provenance = new Set(['place', 'within', 'origin', 'overrode'])

function plain(value: unknown): unknown {
  if (value instanceof Map) return plain(Object.fromEntries(value))
  if (value instanceof Set) return [...value].map(canonical).toSorted()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, field]) => field !== undefined && !provenance.has(key))
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, plain(field)] as const),
  )
}
