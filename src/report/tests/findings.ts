import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { isPassed, type TestReport } from './report.ts'

/** Tests that failed as findings, for the forms that show these beside the lines of a file. */
export function testFindings({ runs, problems, locate }: TestReport): readonly LocatedDiagnostic[] {
  const failed = runs.filter((run) => !isPassed(run))
  return [
    ...problems,
    ...failed.map(({ test, node, differences }): LocatedDiagnostic => ({
      code: 'POL-TEST-FAILED',
      severity: 'error',
      message: `${test.name} (at ${node}): ${differences.join('; ')}`,
      span: locate(test.place),
    })),
  ]
}
