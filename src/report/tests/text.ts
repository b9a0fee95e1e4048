import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { nodeNames } from '../text/node-names.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { isPassed, type RanTest, type TestReport } from './report.ts'
import { traceLines } from './trace.ts'

/** The tests that failed, each with what was asked on the way, and how much of the policy the tests reach. */
export function testText(
  { runs, untested, coverage, locate }: TestReport,
  look: Appearance,
  isCoverageAsked: boolean,
): string {
  const paint = paintOf(look)
  const failed = runs.filter((run) => !isPassed(run))
  const lines = [
    ...alike(failed).flatMap(([first, ...others]) => (first === undefined ? [] : failure(first, others, locate, look))),
    ...[...coverage].flatMap(([cluster, { rules, missed }]) => [
      ...(isCoverageAsked
        ? missed.flatMap(({ path, place }) =>
            wrap(
              harmless(`${locationOf(locate(place))} ${path}: no test applies it`, look.unicode),
              look.columns,
              '  ',
            ),
          )
        : []),
      `${harmless(cluster, look.unicode)}: tests apply ${rules - missed.length} of ${rules} rules`,
    ]),
    ...untested.flatMap((cluster) =>
      wrap(harmless(notRun(cluster), look.unicode), look.columns, '  ').map(paint.error),
    ),
    (failed.length === 0 ? paint.good : paint.error)(`${runs.length - failed.length} passed, ${failed.length} failed`),
  ]
  return `${lines.join('\n')}\n`
}

/** Says that the tests of a cluster were not run. */
export function notRun(cluster: string): string {
  return `${cluster}: tests not run: errors hide part of what they test`
}

/** Failures of one test at nodes where the same was asked and came of it: one of them tells all. */
function alike(failed: readonly RanTest[]): readonly (readonly RanTest[])[] {
  const groups = new Map<string, RanTest[]>()
  for (const run of failed) {
    const { test, differences, decision } = run
    const asked = decision.trace.map(({ path, truth }) => [path, truth === true])
    const key = JSON.stringify([test.place, test.name, differences, asked])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [run])
    else known.push(run)
  }
  return [...groups.values()]
}

function failure(
  { test, node, decision, differences }: RanTest,
  others: readonly RanTest[],
  locate: TestReport['locate'],
  look: Appearance,
): readonly string[] {
  const paint = paintOf(look)
  const lines = (text: string, lead: string): readonly string[] =>
    wrap(harmless(text, look.unicode), look.columns, `${lead}    `, lead)
  return [
    ...lines(`failed: ${test.name} (at ${node}, ${locationOf(locate(test.place))})`, '').map(paint.error),
    ...(others.length === 0 ? [] : lines(`the same at ${nodeNames(others.map((other) => other.node))}`, '  ')),
    ...differences.flatMap((line) => lines(line, '  ')),
    '  asked on the way:',
    ...traceLines(decision.trace, locate).flatMap((line) =>
      lines(line.trimStart(), line.startsWith(' ') ? '      ' : '    '),
    ),
  ]
}
