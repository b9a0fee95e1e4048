import type { Diagnostic } from './diagnostic.ts'

/** A value with what was found wrong on the way; the value is absent only when an error is present. */
export interface Checked<Value> {
  readonly value: Value | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** A value that nothing is wrong with, or one that only warnings ride along with. */
export function checked<Value>(value: Value, diagnostics: readonly Diagnostic[] = []): Checked<Value> {
  return { value, diagnostics }
}

/** No value, and why. */
export function failed(diagnostics: readonly Diagnostic[]): Checked<never> {
  return { value: undefined, diagnostics }
}
