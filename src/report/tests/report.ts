import type { Decision } from '../../policy/evaluate/decision.ts'
import type { Coverage } from '../../policy/evaluate/coverage.ts'
import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import type { Place, Span } from '../../source/place.ts'

/** How one test went at one node. */
export interface RanTest {
  readonly test: { readonly name: string; readonly place: Place }
  readonly node: string
  readonly decision: Decision
  /** What is not as expected; empty = passed. */
  readonly differences: readonly string[]
}

/** What the tests of policies came to. */
export interface TestReport {
  readonly runs: readonly RanTest[]
  /** What keeps tests from being run, or the policy from being compiled. */
  readonly problems: readonly LocatedDiagnostic[]
  /** Clusters whose tests were not run, because errors hide part of what they would test. */
  readonly untested: readonly string[]
  /** By cluster: rules that no test applied. */
  readonly coverage: ReadonlyMap<string, Coverage>
  readonly locate: (place: Place) => Span
}

/** Whether a test went as expected. */
export function isPassed({ differences }: RanTest): boolean {
  return differences.length === 0
}
