import { createHash } from 'node:crypto'
import { digest, type Digest } from '../model/names.ts'
import { identifierKinds, type Dialect } from './dialect.ts'

/** Identity of a dialect's content whatever the order of its entries, for plans that must know what they were made from. */
export function digestOfDialect(dialect: Dialect): Digest {
  const before = known.get(dialect)
  if (before !== undefined) return before
  const found = compute(dialect)
  known.set(dialect, found)
  return found
}

/** A run asks for the same dialect before every phase; dialects never change. */
const known = new WeakMap<Dialect, Digest>()

function compute(dialect: Dialect): Digest {
  const parts = [
    [...dialect.documents.values()].map((entry) => ['document', entry.id, entry]),
    [...dialect.settings.values()].map((entry) => ['setting', entry.setting, entry]),
    identifierKinds.flatMap((kind) => [...dialect.policy[kind].values()].map((entry) => [kind, entry.name, entry])),
    [...dialect.facts].map(([name, fact]) => ['fact', name, fact]),
  ]
  const lines = parts.flat().map((part) => JSON.stringify(part, sortKeys))
  return digest(createHash('sha256').update(lines.toSorted().join('\n')).digest('hex'))
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
