import type { Diagnostic } from '../source/diagnostic.ts'
import { scan, type SeveritySettings } from './check/check.ts'
import type { CompileOptions } from './compile-cluster.ts'
import type { Gathered } from './read/gather.ts'
import { readPaderFile } from './read/read-pader-file.ts'

/** What a repository says for all of its clusters, and what is wrong with it apart from them. */
export interface Common {
  readonly severities: SeveritySettings
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads `pader.yaml`, and looks at the files that belong to no cluster. */
export function compileCommon(
  { pader, others, diagnostics }: Gathered,
  options: Pick<CompileOptions, 'validators' | 'rules'>,
): Common {
  const settings = readPaderFile(pader, options)
  const { severities } = settings
  return {
    severities,
    diagnostics: [...diagnostics, ...settings.diagnostics, ...scan(others, options.rules, severities)],
  }
}
