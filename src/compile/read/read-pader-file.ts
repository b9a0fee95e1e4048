import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt } from '../../source/place.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { SeveritySettings } from '../check/check.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { readDocument, type DocumentReader } from './read-documents.ts'
import { didYouMean } from '../../source/suggest.ts'

/** The settings of a repository; without the file, or with a broken one, every rule has its own severity. */
export interface PaderSettings {
  readonly severities: SeveritySettings
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads `pader.yaml`. */
export function readPaderFile(
  file: RawFile | undefined,
  { validators, rules }: Pick<DocumentReader, 'validators' | 'rules'>,
): PaderSettings {
  if (file === undefined) return { severities: {}, diagnostics: [] }
  const { document, diagnostics } = readDocument('pader', file, { validators, rules, severities: {} })
  const severities = document.content.rules ?? {}
  const codes = rules.map(({ code }) => code)
  const unknown = Object.keys(severities)
    .filter((code) => !codes.includes(code))
    .map((code) => {
      const place = keyAt(file.path, ['rules', code])
      return frontEndFinding(
        'REF-RULE',
        place,
        `there is no rule "${code}" whose severity could be set`,
        didYouMean(code, codes),
      )
    })
  return { severities, diagnostics: [...diagnostics, ...unknown] }
}
