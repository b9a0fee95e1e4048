import fc from 'fast-check'
import type { LocatedDiagnostic, Severity } from '../../../src/source/diagnostic.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const position = fc.record({ line: fc.integer({ min: 1, max: 99 }), column: fc.integer({ min: 1, max: 99 }) })
const span = fc.record({ file: text.filter((file) => file !== ''), start: position, end: position })
const anything: fc.Arbitrary<LocatedDiagnostic> = fc.record(
  {
    code: fc.constantFrom('CM-NET-002', 'CM-NET-010', 'SCHEMA-TYPE'),
    severity: fc.constantFrom<Severity>('error', 'warning', 'info'),
    message: text,
    span,
    help: text,
    why: text,
    related: fc.array(fc.record({ span, note: text }), { maxLength: 2 }),
    waivedBy: fc.record({ reason: text, owner: text, expires: fc.constant('2027-01-01') }),
  },
  { requiredKeys: ['code', 'severity', 'message', 'span'] },
)

/** Findings of every kind, with texts that no person would write. */
export const findings = fc.array(anything, { maxLength: 30 })

/** The same as a compile finds them: with a message, in a file of the repository. */
export const inRepository = findings.map((found) =>
  found.map((one) => ({
    ...one,
    message: one.message || 'm',
    span: { ...one.span, file: `clusters/${one.span.file}` },
  })),
)
