import type { Fix } from './fix.ts'
import type { Place, Span } from './place.ts'

/** How much a finding matters: an error blocks a rollout, a warning needs a look, information is advice. */
export type Severity = 'error' | 'warning' | 'info'

/** A finding about the input: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** Stable code, explained by `pader rules CODE` and in `docs/rules` or `docs/reference/codes.md`. */
  readonly code: string
  readonly severity: Severity
  /** What is wrong: lower case, names quoted, no full stop. */
  readonly message: string
  readonly place: Place
  /** What to do about it. */
  readonly help?: string
  /** Why it matters, with the source of the fact; absent where the message says it all. */
  readonly why?: string
  /** Other places that belong to the finding. */
  readonly related?: readonly RelatedPlace[]
  /** What would repair it; absent where only a person can know. */
  readonly fix?: Fix
  /** What it has in common with others of its code: what one line is missing for may be found at many nodes. */
  readonly alike?: Alike
  /** The waiver that accepts this finding; a waived finding stays visible and no longer counts. */
  readonly waivedBy?: WaiverNote
}

/** Findings with one code and one of these are one finding where nothing else tells them apart. */
export interface Alike {
  readonly key: string
  /** The message with the first of the nodes alone. */
  readonly said: string
  readonly nodes: readonly string[]
}

/** Another place that a finding is about, with what it has to do with it. */
export interface RelatedPlace {
  readonly place: Place
  readonly note: string
}

/** Who accepted a finding, why and until when. */
export interface WaiverNote {
  readonly reason: string
  readonly owner: string
  /** Last day on which the waiver holds, as YYYY-MM-DD. */
  readonly expires: string
}

/** A diagnostic whose places have been turned into lines and columns, ready to be shown. */
export interface LocatedDiagnostic extends Omit<Diagnostic, 'place' | 'related'> {
  readonly span: Span
  readonly related?: readonly { readonly span: Span; readonly note: string }[]
}

/** Whether any of the diagnostics blocks: an error that nobody waived. */
export function hasErrors(diagnostics: readonly Pick<Diagnostic, 'severity' | 'waivedBy'>[]): boolean {
  return diagnostics.some((found) => found.severity === 'error' && found.waivedBy === undefined)
}
