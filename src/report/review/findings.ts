import type { LocatedDiagnostic } from '../../source/diagnostic.ts'

/** What a change does to the findings of the checks. */
export interface FindingsReview {
  /** Findings that the base does not have. */
  readonly fresh: readonly LocatedDiagnostic[]
  /** How many findings were there before and still are. */
  readonly kept: number
  /** How many findings of the base are gone. */
  readonly gone: number
  /** Fresh findings that a waiver accepts: each is a decision that the reviewer makes as well. */
  readonly waived: readonly LocatedDiagnostic[]
  /** Whether the base has errors, so that the comparison covers only what could be read of it. */
  readonly isBaseBroken: boolean
}

/** Compares findings by what they say and in which file; the same words on another line are the same finding. */
export function compareFindings(
  before: readonly LocatedDiagnostic[],
  after: readonly LocatedDiagnostic[],
): FindingsReview {
  const old = new Set(before.map(keyOf))
  const now = new Set(after.map(keyOf))
  const fresh = after.filter((found) => !old.has(keyOf(found)))
  return {
    fresh,
    kept: after.length - fresh.length,
    gone: before.filter((found) => !now.has(keyOf(found))).length,
    waived: fresh.filter(({ waivedBy }) => waivedBy !== undefined),
    isBaseBroken: before.some(({ severity, waivedBy }) => severity === 'error' && waivedBy === undefined),
  }
}

function keyOf({ code, severity, message, span, waivedBy }: LocatedDiagnostic): string {
  return JSON.stringify([code, severity, message, span.file, waivedBy?.reason])
}
