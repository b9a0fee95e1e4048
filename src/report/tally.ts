import type { LocatedDiagnostic, Severity } from '../source/diagnostic.ts'

/** How many findings there are of each kind; a waived one counts as waived and as nothing else. */
export interface Tally {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  readonly waived: number
}

/** Counts findings. */
export function tally(diagnostics: readonly Pick<LocatedDiagnostic, 'severity' | 'waivedBy'>[]): Tally {
  const count = (severity: Severity): number =>
    diagnostics.filter((found) => found.waivedBy === undefined && found.severity === severity).length
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    waived: diagnostics.filter(({ waivedBy }) => waivedBy !== undefined).length,
  }
}

/** The tally in words: `2 errors, 1 warning, 1 waived`, or `no problems`. */
export function tallyInWords(counts: Tally): string {
  const parts = [
    plural(counts.errors, 'error'),
    plural(counts.warnings, 'warning'),
    counts.infos === 0 ? '' : `${counts.infos} informational`,
    counts.waived === 0 ? '' : `${counts.waived} waived`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'no problems' : parts.join(', ')
}

function plural(count: number, word: string): string {
  if (count === 0) return ''
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
