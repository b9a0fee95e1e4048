import { sha256Of } from '../model/digest.ts'
import type { Digest } from '../model/names.ts'
import { canonicalJson } from '../source/canonical-json.ts'
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
  const lines = parts.flat().map((part) => canonicalJson(part))
  return sha256Of(lines.toSorted().join('\n'))
}
