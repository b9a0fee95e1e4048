import { createHash } from 'node:crypto'
import type { Cluster } from '../../model/fleet.ts'
import { digest, type Digest } from '../../model/names.ts'
import type { Place } from '../../source/place.ts'

/** Digest of everything that a cluster's YAML says, wherever it is written: equal digests mean that nothing changed. */
export function contentDigest(cluster: Cluster): Digest {
  return digest(createHash('sha256').update(canonical(cluster)).digest('hex'))
}

/**
 * A value as canonical JSON: maps sorted by key, places left out, a sourced value as its value alone. Two values with
 * the same text mean the same.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(stripped(value)) ?? 'null'
}

/** Whether a value is a resolved value with its origin. */
export function isSourced(
  value: unknown,
): value is { readonly value: unknown; readonly origin: { readonly place: Place } } {
  return isRecord(value) && 'origin' in value && 'value' in value && isRecord(value['origin'])
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped)
  if (isSourced(value)) return stripped(value.value)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]) => field !== undefined && !isPlace(key, field))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, stripped(field)]),
  )
}

function isPlace(key: string, value: unknown): boolean {
  return (key === 'place' && isRecord(value) && 'file' in value) || key === 'at'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
