import { hasErrors, type Diagnostic } from '../source/diagnostic.ts'
import { FOLLOWS_FROM_NODE } from './policy/system-files.ts'

/** Findings without those that a file of the system cannot be written of a node, where the file of that node has another error. */
export function withoutFollowing(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!found.some(({ code }) => code === FOLLOWS_FROM_NODE)) return found
  const files = new Set(found.filter((one) => hasErrors([one])).map(({ place }) => place.file))
  return found.filter(
    ({ code, related = [] }) => code !== FOLLOWS_FROM_NODE || !related.some(({ place }) => files.has(place.file)),
  )
}
