import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import { wordsOf } from '../../dialect/words.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster, ObservedRuleSet } from '../../model/observed.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import { vocabularyOf } from '../../policy/vocabulary.ts'
import { digestOf } from '../canonical.ts'
import type { Blocked } from '../plan.ts'
import { saysTheSame } from './compare-rule-set.ts'
import { documentFor, wordsFor, type ImportableRuleSet } from './importable.ts'

/** What a rule set that was held before is imported into. */
export interface ImportContext {
  readonly cluster: Cluster
  readonly dialect: Dialect
  readonly target: Target
}

/**
 * A rule set as it was held before, ready to be imported again, or why it cannot be. Values of settings are no part of
 * what it has to say: those that a plan wrote go back by steps of their own, and all others are somebody else's.
 */
export function importableBefore(
  { name, holds }: ObservedRuleSet,
  { cluster, dialect, target }: ImportContext,
): (ImportableRuleSet & { readonly wanted: PolicyObjects }) | Blocked {
  const object = `rule set "${name}"`
  const held = holds.kind === 'known' ? holds.value : undefined
  const [ruleSet] = held?.ruleSets ?? []
  if (held === undefined || ruleSet === undefined)
    return { object, reason: 'what it was before cannot be read', remedy: TAKE_IT_FROM_A_COMMIT }
  const words = vocabularyOf(wordsOf(dialect.policy))
  const before = { ...cluster, policy: { ...held, systemFiles: [] } }
  const document = documentFor(ruleSet, before, wordsFor(target, words))
  if (typeof document !== 'string') return document
  const wanted = { ...held, settings: held.settings.map((one) => ({ ...one, values: [] })) }
  return {
    document,
    content: digestOf(ruleSetContent(ruleSet, wanted)),
    settings: wanted.settings,
    isSaidBy: (exported) => saysTheSame(exported, ruleSet, wanted, words),
    wanted,
  }
}

/** The rule set of a name that was held before, as a step of the way back imports it. */
export function importedBefore(
  name: string,
  { ruleSets }: ObservedCluster,
  context: ImportContext,
): ImportableRuleSet | undefined {
  const found = ruleSets.kind === 'known' ? ruleSets.value.find((one) => one.name === name) : undefined
  const made = found === undefined ? undefined : importableBefore(found, context)
  return made === undefined || 'reason' in made ? undefined : made
}

/** What is left where nothing says what a rule set was. */
export const TAKE_IT_FROM_A_COMMIT =
  'go back to the commit that had it: pader rollback --to COMMIT; or take it from the backup: pader rollback --to-backup ID'
