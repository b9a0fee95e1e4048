import { Ajv } from 'ajv'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { githubAnnotations } from '../../../src/report/ci/github.ts'
import { gitlabCodeQuality } from '../../../src/report/ci/gitlab.ts'
import { junit } from '../../../src/report/ci/junit.ts'
import { sarif } from '../../../src/report/ci/sarif.ts'
import { diagnosticsMarkdown, stickyMarker } from '../../../src/report/markdown/diagnostics.ts'
import type { LocatedDiagnostic, Severity } from '../../../src/source/diagnostic.ts'
import { findings, inRepository } from './any-findings.ts'

function finding(severity: Severity, message: string, line = 1): LocatedDiagnostic {
  return {
    code: 'CM-NET-002',
    severity,
    message,
    span: { file: 'a.yaml', start: { line, column: 1 }, end: { line, column: 3 } },
  }
}

const sarifSchema = JSON.parse(
  readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'),
)
// The schema is of draft 4; what it uses means the same in draft 7 but for the name of its id.
delete sarifSchema.$schema
delete sarifSchema.id
const validSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema)

test('SARIF is what the published schema of 2.1.0 says, whatever was found', () => {
  expect(validSarif({ version: '2.1.0' })).toBe(false)
  fc.assert(
    fc.property(findings, (found) => {
      const log: unknown = JSON.parse(sarif(found, '0.1.0', [{ code: 'CM-NET-002', title: 't', severity: 'error' }]))
      expect(validSarif(log), JSON.stringify(validSarif.errors)).toBe(true)
    }),
  )
})

test('a finding keeps its fingerprint when its line moves, and twins have their own', () => {
  const prints = (found: readonly LocatedDiagnostic[]): string[] =>
    JSON.parse(sarif(found, '0.1.0', [])).runs[0].results.map(
      (result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints['paderFinding/v1'],
    )
  const [before] = prints([finding('error', 'm', 3)])
  expect(prints([finding('error', 'm', 30)])).toEqual([before])
  expect(prints([finding('error', 'other', 3)])).not.toEqual([before])
  expect(new Set(prints([finding('error', 'm', 3), finding('error', 'm', 4)])).size).toBe(2)
})

test('a waived finding is a suppressed result with its reason', () => {
  const waivedBy = { reason: 'lab', owner: 'network team', expires: '2027-01-01' }
  const [result] = JSON.parse(sarif([{ ...finding('error', 'm'), waivedBy }], '0.1.0', [])).runs[0].results
  expect(result.suppressions).toEqual([
    { kind: 'external', justification: 'lab (accepted by network team until 2027-01-01)' },
  ])
})

test('JUnit is well-formed, and its counts are what a reader counts', () => {
  fc.assert(
    fc.property(findings, (found) => {
      const counted = { testcase: 0, failure: 0, skipped: 0 }
      const said = { tests: 0, failures: 0, skipped: 0 }
      const parser = new SaxesParser()
      parser.on('opentag', ({ name, attributes }) => {
        if (name === 'testcase' || name === 'failure' || name === 'skipped') counted[name]++
        if (name !== 'testsuite') return
        said.tests += Number(attributes['tests'])
        said.failures += Number(attributes['failures'])
        said.skipped += Number(attributes['skipped'])
      })
      parser.on('error', (error) => {
        throw error
      })
      parser.write(junit(found, ['clean.yaml'])).close()
      expect(counted).toEqual({ testcase: said.tests, failure: said.failures, skipped: said.skipped })
      expect(said.tests).toBeGreaterThan(0)
    }),
  )
})

test('annotations escape what would end a command, and show the worst first', () => {
  const nasty = {
    ...finding('warning', '50% off\r\n::error::x'),
    span: { ...finding('error', '').span, file: 'a,b:c.yaml' },
  }
  expect(githubAnnotations([nasty, finding('error', 'bad')])).toBe(
    '::error file=a.yaml,line=1,endLine=1,col=1,endColumn=3,title=CM-NET-002::bad\n' +
      '::warning file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=1,endColumn=3,title=CM-NET-002::50%25 off%0D%0A::error::x\n',
  )
})

test('no more than ten annotations of a kind, the rest counted; never more lines than commands', () => {
  const many = [
    ...Array.from({ length: 40 }, (_, line) => finding('error', 'e', line + 1)),
    ...Array.from({ length: 10 }, (_, line) => finding('warning', 'w', line + 1)),
  ]
  const lines = githubAnnotations(many).trimEnd().split('\n')
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10)
  expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10)
  expect(lines[9]).toBe('::error title=pader::31 more of this kind are in the full report')
  fc.assert(
    fc.property(findings, (found) => {
      const said = githubAnnotations(found)
      expect(said.split('\n').every((line) => line === '' || /^::(error|warning|notice) [^\r]+::/.test(line))).toBe(
        true,
      )
      expect(said.split('\n').length - 1).toBeLessThanOrEqual(30)
    }),
  )
})

const validCodeQuality = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync('test/report/ci/schemas/gitlab-code-quality.schema.json', 'utf8')),
)

test('the code quality report is what GitLab takes, and names each finding once with a fingerprint of its own', () => {
  expect(validCodeQuality([{ description: 'no severity' }])).toBe(false)
  fc.assert(
    fc.property(inRepository, (found) => {
      const report: { fingerprint: string }[] = JSON.parse(gitlabCodeQuality(found))
      expect(validCodeQuality(report), JSON.stringify(validCodeQuality.errors)).toBe(true)
      expect(report).toHaveLength(found.filter(({ waivedBy }) => waivedBy === undefined).length)
      expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(report.length)
    }),
  )
})

test('a comment is never longer than its host allows, its folds are closed, and what is missing is counted', () => {
  const many = Array.from({ length: 400 }, (_, file) => {
    const one = finding('error', `${'word '.repeat(40)}${file}`)
    return { ...one, span: { ...one.span, file: `clusters/a/locations/l${file}.yaml` } }
  })
  const comment = diagnosticsMarkdown(many)
  expect(comment.length).toBeLessThanOrEqual(65_536)
  expect(comment.startsWith(stickyMarker)).toBe(true)
  const folds = comment.match(/<details/g)?.length ?? 0
  expect(folds).toBeGreaterThan(100)
  expect(comment.match(/<\/details>/g)).toHaveLength(folds)
  expect(comment).toContain(`${400 - folds} parts are cut or left out`)
})

test('nothing of the input becomes markup of a comment', () => {
  const comment = diagnosticsMarkdown([finding('error', '<img src=x> @team [a](http://b) | `c`\n## d')])
  expect(comment).not.toMatch(/<img|@team|\]\(|\n## d/)
})
