import { escapeXml } from '../ci/xml.ts'
import { isPassed, type RanTest, type TestReport } from './report.ts'
import { traceLines } from './trace.ts'

/** Tests as JUnit XML: a suite a file, a case for each test at each node; what keeps tests from running is a case as well. */
export function testJunit({ runs, problems, locate }: TestReport): string {
  const suites = new Map<string, Case[]>()
  const add = (file: string, one: Case): void => void suites.set(file, [...(suites.get(file) ?? []), one])
  for (const run of runs) add(run.test.place.file, caseOf(run, locate))
  for (const { code, message, span } of problems)
    add(span.file, {
      isFailed: true,
      xml: caseXml(span.file, code, failureXml(code, message, `${span.start.line}: ${message}`)),
    })
  const failed = (cases: readonly Case[]): number => cases.filter(({ isFailed }) => isFailed).length
  const all = [...suites.values()].flat()
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pader test" tests="${all.length}" failures="${failed(all)}" skipped="0" errors="0">`,
    ...[...suites].flatMap(([file, cases]) => [
      `  <testsuite name="${escapeXml(file)}" tests="${cases.length}" failures="${failed(cases)}" skipped="0" errors="0">`,
      ...cases.map(({ xml }) => xml),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ].join('\n')
}

interface Case {
  readonly xml: string
  readonly isFailed: boolean
}

function caseOf(run: RanTest, locate: TestReport['locate']): Case {
  const { test, node, differences, decision } = run
  const name = `${test.name} (at ${node})`
  if (isPassed(run)) return { isFailed: false, xml: caseXml(test.place.file, name, '') }
  const text = [...differences, ...traceLines(decision.trace, locate)].join('\n')
  return { isFailed: true, xml: caseXml(test.place.file, name, failureXml('decision', differences.join('; '), text)) }
}

function caseXml(file: string, name: string, inner: string): string {
  const open = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}"`
  return inner === '' ? `${open}/>` : `${open}>\n      ${inner}\n    </testcase>`
}

function failureXml(type: string, message: string, text: string): string {
  return `<failure type="${escapeXml(type)}" message="${escapeXml(message)}">${escapeXml(text)}</failure>`
}
