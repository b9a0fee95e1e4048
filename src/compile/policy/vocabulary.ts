import type { Dialect } from '../../dialect/dialect.ts'
import { wordsOf } from '../../dialect/words.ts'
import { vocabularyOf, type Vocabulary } from '../../policy/vocabulary.ts'

/** The words of the policy language as a dialect knows them. */
export function vocabularyFrom(policy: Dialect['policy']): Vocabulary {
  return vocabularyOf(wordsOf(policy))
}
