import type { TraceStep } from '../../policy/evaluate/decision.ts'
import type { Truth } from '../../policy/evaluate/truth.ts'
import { locationOf } from '../text/diagnostics.ts'
import type { TestReport } from './report.ts'

/** What was asked on the way to a decision, a line each: rule sets and rules, and the comparisons of their criteria with what was read. */
export function traceLines(trace: readonly TraceStep[], locate: TestReport['locate']): readonly string[] {
  return trace.flatMap(({ path, place, truth, comparisons }) => [
    `${locationOf(locate(place))} ${path}: ${truthWords(truth)}`,
    ...comparisons.map(({ text, value, truth: own, place: written }) => {
      const at = written === undefined ? '' : `${locationOf(locate(written))} `
      const read = value === undefined ? '' : `, for ${JSON.stringify(value)}`
      return `  ${at}${text}: ${truthWords(own)}${read}`
    }),
  ])
}

function truthWords(truth: Truth): string {
  return typeof truth === 'boolean' ? String(truth) : `open, ${truth.question}`
}
