import { createHash } from 'node:crypto'
import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { byPlace } from '../order.ts'

/**
 * A name for each finding that stays the same while lines move: made of code, file and message, and of a count where
 * these three are the same several times. In the order of `byPlace`.
 */
export function withFingerprints(
  diagnostics: readonly LocatedDiagnostic[],
): readonly { readonly found: LocatedDiagnostic; readonly fingerprint: string }[] {
  const seen = new Map<string, number>()
  return diagnostics.toSorted(byPlace).map((found) => {
    const identity = JSON.stringify([found.code, found.span.file, found.message])
    const times = seen.get(identity) ?? 0
    seen.set(identity, times + 1)
    return { found, fingerprint: createHash('sha256').update(`${identity}${times}`).digest('hex').slice(0, 32) }
  })
}
