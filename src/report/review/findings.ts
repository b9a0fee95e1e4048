import type { LocatedDiagnostic } from '../../source/diagnostic.ts'

/** A finding as far as it can be compared between two revisions: lines move, and files are renamed. */
export type ComparableFinding = Pick<LocatedDiagnostic, 'code' | 'message' | 'waivedBy' | 'severity'>

/** Findings sorted by what the change has to do with them. */
export interface ComparedFindings {
  /** Not there before, or no longer accepted. */
  readonly fresh: readonly LocatedDiagnostic[]
  /** There before as well. */
  readonly older: readonly LocatedDiagnostic[]
  /** What the change repairs. */
  readonly gone: readonly ComparableFinding[]
}

/** Sorts findings into new, old and repaired ones, by code, message and whether they are accepted. */
export function compareFindings(
  before: readonly ComparableFinding[],
  after: readonly LocatedDiagnostic[],
): ComparedFindings {
  const left = new Map<string, ComparableFinding[]>()
  for (const found of before) left.set(identity(found), [...(left.get(identity(found)) ?? []), found])
  const fresh: LocatedDiagnostic[] = []
  const older: LocatedDiagnostic[] = []
  for (const found of after) (left.get(identity(found))?.pop() === undefined ? fresh : older).push(found)
  return { fresh, older, gone: [...left.values()].flat() }
}

function identity({ code, message, waivedBy }: ComparableFinding): string {
  return JSON.stringify([code, message, waivedBy === undefined])
}
