import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diagnosticsJson, diagnosticsNdjson } from '../../src/report/json/diagnostics.ts'
import type { LocatedDiagnostic } from '../../src/source/diagnostic.ts'

const span = { file: 'a.yaml', start: { line: 2, column: 3 }, end: { line: 2, column: 5 } }
const diagnostics: readonly LocatedDiagnostic[] = [
  { code: 'REF-NODE', severity: 'warning', message: 'b', span },
  {
    code: 'CM-NET-002',
    severity: 'error',
    message: 'a "quoted"\nmessage',
    span,
    help: 'h',
    why: 'w',
    related: [{ span, note: 'n' }],
    waivedBy: { reason: 'r', owner: 'o', expires: '2027-01-01' },
  },
]
const readSchema = (name: string): object => JSON.parse(readFileSync(`schema/output/${name}.schema.json`, 'utf8'))
const ajv = new Ajv({ strict: true })
const validate = ajv.compile(readSchema('diagnostics'))
const validateLine = ajv.compile(readSchema('diagnostics-lines'))

test('the JSON of findings is what its published schema says, in reading order', () => {
  const document: unknown = JSON.parse(diagnosticsJson(diagnostics))
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(document).toMatchObject({
    $schema: 'urn:pader:output:diagnostics:1',
    formatVersion: 1,
    summary: { errors: 0, warnings: 1, infos: 0, waived: 1 },
    diagnostics: [{ code: 'CM-NET-002', waivedBy: { owner: 'o' } }, { code: 'REF-NODE' }],
  })
})

test('JSON shows nothing that a pipeline obeys or nobody sees, and means every character', () => {
  const message = '::error::a ##vso[b] ##[c] \u202Ed\u009B\u007F\u2028 \u{E0041}e ## f'
  for (const text of [
    diagnosticsJson([{ ...diagnostics[0]!, message }]),
    diagnosticsNdjson([{ ...diagnostics[0]!, message }]),
  ]) {
    expect(text).not.toMatch(/[\u007f-\u009f\p{Cf}\u2028]|##(?:vso)?\[/u)
    expect(text).toContain('## f')
    const said: unknown = JSON.parse(text.includes('\n{"type":"diagnostic"') ? (text.split('\n')[1] ?? '') : text)
    expect(JSON.stringify(said)).toContain(JSON.stringify(message))
  }
})

test('the schema refuses a document of another version and a finding without a place', () => {
  const document: Record<string, unknown> = JSON.parse(diagnosticsJson(diagnostics))
  expect(validate({ ...document, formatVersion: 2 })).toBe(false)
  expect(validate({ ...document, diagnostics: [{ code: 'A-B', severity: 'error', message: 'm' }] })).toBe(false)
})

test('as lines: a head, the findings, the summary', () => {
  const lines = diagnosticsNdjson(diagnostics).trimEnd().split('\n')
  const records = lines.map((line): object => JSON.parse(line))
  for (const record of records) expect(validateLine(record), JSON.stringify(validateLine.errors)).toBe(true)
  expect(records).toMatchObject([
    { type: 'head', $schema: 'urn:pader:output:diagnostics-lines:1', formatVersion: 1 },
    { type: 'diagnostic', code: 'CM-NET-002' },
    { type: 'diagnostic', code: 'REF-NODE' },
    { type: 'summary', warnings: 1, waived: 1 },
  ])
})

test('the schema of lines refuses a line of another kind, and a record that lacks what its kind has', () => {
  const [head, found, , summary] = diagnosticsNdjson(diagnostics)
    .split('\n')
    .flatMap((line): object[] => (line === '' ? [] : [JSON.parse(line)]))
  expect(validateLine({ ...head, type: 'header' })).toBe(false)
  expect(validateLine({ ...head, formatVersion: 2 })).toBe(false)
  expect(validateLine({ ...found, span: undefined, type: 'diagnostic' })).toBe(false)
  expect(validateLine({ ...found, type: 'summary' })).toBe(false)
  expect(validateLine({ ...summary, waived: -1 })).toBe(false)
})
