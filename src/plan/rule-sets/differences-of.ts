import { ruleSetDifferences } from '../../policy/documents/rule-set-content.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Differing } from './compare-rule-set.ts'
import { withValues } from './settings-values.ts'

/** So many differences say what is going on; the whole is one command away. */
const SHOWN = 8

/** How differences are told. */
export interface DifferenceOptions {
  readonly words: Vocabulary
  /** Where the rest can be seen. */
  readonly more: string
  /** Whether values of settings are steps of their own, so that they differ no more by then. */
  readonly valuesAside: boolean
}

/** In what a rule set of the cluster differs from that of the YAML, in the readable notation. */
export function differencesOf(
  { present, wanted, values }: Pick<Differing, 'present' | 'wanted' | 'values'>,
  { words, more, valuesAside }: DifferenceOptions,
): readonly string[] {
  if (present === undefined) return []
  const then = valuesAside ? withValues(present, values, words) : present
  const lines = ruleSetDifferences(then, wanted, words).map(({ sign, text }) => `${sign} ${text}`)
  const hidden = lines.length - SHOWN
  return [...lines.slice(0, SHOWN), ...(hidden > 0 ? [`… and ${hidden} more: ${more}`] : [])]
}
