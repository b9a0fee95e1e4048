import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import { wordsOf } from '../../dialect/words.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { certainWords, vocabularyOf } from '../../policy/vocabulary.ts'
import type { Blocked, Step } from '../plan.ts'
import { importByHand, removeByHand, reorderByHand } from './by-hand.ts'
import { compareRuleSet, isOurs, type Ground } from './compare-rule-set.ts'

/** What a person has to do to the rule sets, and which of them cannot be brought to the appliances. */
export interface RuleSetSteps {
  readonly steps: readonly Step[]
  readonly blocked: readonly Blocked[]
}

/**
 * Compares the top-level rule sets with the exports of the appliance, by name and content: numbers mean nothing. What
 * differs is a step by hand with the file to import; the next look finds out by itself that it was done. A rule set
 * without the mark of Pader is never touched.
 */
export function ruleSetSteps(
  cluster: Cluster,
  observed: ObservedCluster,
  dialect: Dialect,
  target: Target,
): RuleSetSteps {
  const wanted = cluster.policy.ruleSets
  if (wanted.length === 0) return { steps: [], blocked: [] }
  if (observed.ruleSets.kind !== 'known') return { steps: [], blocked: [unread(observed.ruleSets)] }
  const held = observed.ruleSets.value
  const words = vocabularyOf(wordsOf(dialect.policy))
  const ground: Ground = { cluster, words, writable: target.provedEmulator ? words : certainWords(words) }
  const verdicts = wanted.map((ruleSet) => compareRuleSet(ruleSet, held, ground))
  const names = new Set(wanted.map(({ name }) => name))
  const steps = [
    ...verdicts.flatMap((verdict) => (verdict.kind === 'differs' ? [importByHand(verdict, ground)] : [])),
    ...held.filter((one) => isOurs(one) && !names.has(one.name)).map(removeByHand),
  ]
  const blocked = verdicts.flatMap((verdict) => (verdict.kind === 'blocked' ? [verdict.because] : []))
  // Where rule sets are still missing nobody can say yet where they belong.
  const order = steps.length + blocked.length === 0 ? reorderByHand(wanted, held) : undefined
  return { steps: order === undefined ? steps : [order], blocked }
}

function unread(ruleSets: Exclude<ObservedCluster['ruleSets'], { kind: 'known' }>): Blocked {
  const why = ruleSets.kind === 'unknown' ? `: ${ruleSets.reason}` : ''
  return {
    object: 'rule sets',
    reason: `the rule sets of the cluster could not be read${why}`,
    remedy: 'see that the entry node answers, then plan again',
  }
}
