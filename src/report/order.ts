import type { LocatedDiagnostic, Severity } from '../source/diagnostic.ts'

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** In reading order: by file, line, column, then code and message, so that the same findings give the same bytes. */
export function byPlace(left: LocatedDiagnostic, right: LocatedDiagnostic): number {
  return (
    compare(left.span.file, right.span.file) ||
    left.span.start.line - right.span.start.line ||
    left.span.start.column - right.span.start.column ||
    compare(left.code, right.code) ||
    compare(left.message, right.message)
  )
}

/** Worst first, what is waived last; for outputs that show only the first few. */
export function byWeight(left: LocatedDiagnostic, right: LocatedDiagnostic): number {
  return (
    Number(left.waivedBy !== undefined) - Number(right.waivedBy !== undefined) ||
    weight[left.severity] - weight[right.severity] ||
    byPlace(left, right)
  )
}

/**
 * Worst last, for a person at a terminal, who sees the end: what is waived, then information, warnings and errors, each
 * in reading order. The errors stand together above the line that counts them, however much else was found.
 */
export function worstLast(left: LocatedDiagnostic, right: LocatedDiagnostic): number {
  return (
    Number(right.waivedBy !== undefined) - Number(left.waivedBy !== undefined) ||
    weight[right.severity] - weight[left.severity] ||
    byPlace(left, right)
  )
}

/** Orders texts by code units: the same on every machine and in every language. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** `tokyo-2` before `tokyo-10`, as people count; the same on every machine. */
export function natural(left: string, right: string): number {
  const pad = (text: string): string => text.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'))
  return compare(pad(left), pad(right)) || compare(left, right)
}
