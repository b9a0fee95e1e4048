import type { LocatedDiagnostic, Severity } from '../source/diagnostic.ts'
import { compare } from './order.ts'

/** What a report says about a code itself, apart from its findings. */
export interface RuleFacts {
  readonly code: string
  readonly title: string
  readonly severity: Severity
  readonly why?: string
  readonly help?: string
}

/** The facts of the codes that were found, sorted by code; a code that nobody described is described by its finding. */
export function factsOfFound(
  diagnostics: readonly LocatedDiagnostic[],
  known: readonly RuleFacts[],
): readonly RuleFacts[] {
  const facts = new Map(known.map((rule) => [rule.code, rule]))
  const found = new Map<string, RuleFacts>()
  for (const { code, severity, message } of diagnostics) {
    if (!found.has(code)) found.set(code, facts.get(code) ?? { code, severity, title: message })
  }
  return [...found.values()].toSorted((a, b) => compare(a.code, b.code))
}
