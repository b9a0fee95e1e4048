import { readFileSync } from 'node:fs'
import { parseDialect } from '../../src/dialect/parse-dialect.ts'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import type { Vocabulary } from '../../src/policy/vocabulary.ts'

/** The vocabulary of the shipped dialect. */
export function shippedVocabulary(): Vocabulary {
  const file = 'schema/dialects/web-gateway.json'
  const dialect = parseDialect(JSON.parse(readFileSync(file, 'utf8')), file).value
  if (dialect === undefined) throw new Error(`${file} is broken`)
  return vocabularyFrom(dialect.policy)
}
