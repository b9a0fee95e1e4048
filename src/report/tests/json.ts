import { jsonDocument } from '../json/envelope.ts'
import { isPassed, type TestReport } from './report.ts'

/** What the tests came to, as a JSON document. */
export function testJson({ runs, problems, untested, coverage, locate }: TestReport): string {
  return jsonDocument('tests', {
    tests: runs.map((run) => {
      const { test, node, decision, differences } = run
      return {
        name: test.name,
        node,
        span: locate(test.place),
        passed: isPassed(run),
        differences,
        outcome: decision.outcome.kind === 'action' ? decision.outcome.action : decision.outcome.kind,
        assumptions: decision.assumptions,
      }
    }),
    problems: problems.map(({ code, message, span }) => ({ code, message, span })),
    untested,
    coverage: [...coverage].map(([cluster, { rules, missed }]) => ({
      cluster,
      rules,
      missed: missed.map(({ path, place }) => ({ path, span: locate(place) })),
    })),
  })
}
