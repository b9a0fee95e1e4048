import type { Document } from 'yaml'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { yaml } from '../libraries/yaml.ts'

/** Whole numbers that are too large to be kept: what is read in their place is another number. */
export function largeNumbers(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const findings: Diagnostic[] = []
  yaml().visit(document, {
    Scalar: (_key, { value, source, range }) => {
      if (!Number.isInteger(value) || Number.isSafeInteger(value)) return
      const [start, end] = range ?? [0, 1]
      const place = { kind: 'range', file: file.path, start, end } as const
      findings.push(
        frontEndFinding('YAML-NUMBER', place, `the number ${source ?? String(value)} is too large to be kept`),
      )
    },
  })
  return findings
}
