import type { Document } from 'yaml'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { yaml } from '../libraries/yaml.ts'

/**
 * Numbers that are not kept as they are written: those too large, and those in other forms (`010`, `1e1`, `+5`, `12.20`).
 * Whoever wrote one of the latter may mean a text, or what another program reads.
 */
export function oddNumbers(file: SourceFile, document: Document.Parsed): Diagnostic[] {
  const findings: Diagnostic[] = []
  yaml().visit(document, {
    Scalar: (_key, { value, source, range }) => {
      if (typeof value !== 'number' || source === undefined) return
      const problem = problemOf(value, source)
      if (problem === undefined) return
      const [start, end] = range ?? [0, 1]
      const place = { kind: 'range', file: file.path, start, end } as const
      findings.push(frontEndFinding('YAML-NUMBER', place, problem.message, problem))
    },
  })
  return findings
}

interface Problem {
  readonly message: string
  readonly help?: string
}

function problemOf(value: number, source: string): Problem | undefined {
  if (!Number.isFinite(value)) return { message: `${source} is read as ${value}, which is no amount of anything` }
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { message: `the number ${source} is too large to be kept` }
  if (source === String(value)) return undefined
  const octal = /^0[0-7]+$/.test(source) ? Number.parseInt(source, 8) : value
  const elsewhere = octal === value ? '' : `, and by other programs as ${octal}`
  return {
    message: `the number ${source} is read as ${value}${elsewhere}`,
    help: `write ${value}, or '${source}' in quotes if it is a text`,
  }
}
