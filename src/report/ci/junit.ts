import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { byPlace, compare } from '../order.ts'
import { locationOf } from '../text/diagnostics.ts'
import { escapeXml } from './xml.ts'

/** One test case of the report: a code in a file. */
interface Case {
  readonly file: string
  readonly code: string
  readonly findings: readonly LocatedDiagnostic[]
}

/**
 * Findings as JUnit XML: a suite a file, a case a code. Only what blocks is a failure; warnings pass with their text,
 * waived findings are skipped. `files` are all files that were looked at, so that a clean one shows as passed.
 */
export function junit(diagnostics: readonly LocatedDiagnostic[], files: readonly string[]): string {
  const names = [...new Set([...files, ...diagnostics.map(({ span }) => span.file)])].toSorted(compare)
  const suites = names.map((file) => suite(file, casesOf(file, diagnostics)))
  const total = (pick: (one: Suite) => number): number => suites.reduce((sum, one) => sum + pick(one), 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pader" tests="${total((one) => one.tests)}" failures="${total((one) => one.failures)}" ` +
      `skipped="${total((one) => one.skipped)}" errors="0">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>\n',
  ].join('\n')
}

interface Suite {
  readonly xml: string
  readonly tests: number
  readonly failures: number
  readonly skipped: number
}

function casesOf(file: string, diagnostics: readonly LocatedDiagnostic[]): readonly Case[] {
  const here = diagnostics.filter(({ span }) => span.file === file).toSorted(byPlace)
  const codes = [...new Set(here.map(({ code }) => code))].toSorted(compare)
  return codes.map((code) => ({ file, code, findings: here.filter((found) => found.code === code) }))
}

function suite(file: string, cases: readonly Case[]): Suite {
  const shown = cases.length === 0 ? [{ file, code: 'pader compile', findings: [] }] : cases
  const failures = shown.filter(({ findings }) => findings.some(blocks)).length
  const skipped = shown.filter(
    ({ findings }) => findings.length > 0 && findings.every(({ waivedBy }) => waivedBy),
  ).length
  const head = `  <testsuite name="${escapeXml(file)}" tests="${shown.length}" failures="${failures}" skipped="${skipped}" errors="0">`
  return { xml: [head, ...shown.map(caseXml), '  </testsuite>'].join('\n'), tests: shown.length, failures, skipped }
}

function caseXml({ file, code, findings }: Case): string {
  const open = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(code)}"`
  const text = findings
    .map(({ span, message, help }) => `${locationOf(span)} ${message}\n${help ?? ''}`.trim())
    .join('\n')
  const [first] = findings
  if (first === undefined) return `${open}/>`
  const body = findings.some(blocks)
    ? `<failure type="${escapeXml(code)}" message="${escapeXml(first.message)}">${escapeXml(text)}</failure>`
    : findings.every(({ waivedBy }) => waivedBy)
      ? `<skipped message="${escapeXml(`waived: ${first.waivedBy?.reason ?? ''}`)}"/>`
      : `<system-out>${escapeXml(text)}</system-out>`
  return `${open}>\n      ${body}\n    </testcase>`
}

function blocks({ severity, waivedBy }: LocatedDiagnostic): boolean {
  return severity === 'error' && waivedBy === undefined
}
