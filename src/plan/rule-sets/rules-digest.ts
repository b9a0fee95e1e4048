import type { Digest } from '../../model/names.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { digestOf } from '../canonical.ts'
import { inWords } from './in-words.ts'

/**
 * Digest of what a top-level rule set says, values of settings aside: those that no YAML sets are nobody's, and which
 * ones that are changes with the YAML, so that each value is an object of its own.
 */
export function rulesDigest(ruleSet: RuleSet, policy: PolicyObjects, words: Vocabulary): Digest {
  const settings = policy.settings.map((one) => ({ ...one, values: [] }))
  return digestOf(inWords(ruleSetContent(ruleSet, { ...policy, settings }), words))
}
