import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import { wordsOf } from '../../dialect/words.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { SettingsObject } from '../../model/policy/settings-object.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import { ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import { ruleSetDocument } from '../../policy/documents/rule-set-document.ts'
import { certainWords, vocabularyOf, type Vocabulary } from '../../policy/vocabulary.ts'
import { digestOf } from '../canonical.ts'
import type { Blocked } from '../plan.ts'
import { saysTheSame } from './compare-rule-set.ts'

/** A rule set of the repository as it is sent to an appliance. */
export interface ImportableRuleSet {
  readonly document: string
  /** Digest of what it says, as a plan carries it. */
  readonly content: Digest
  /** The settings that it refers to. */
  readonly settings: readonly SettingsObject[]
  /** Whether what an appliance exports says the same. */
  readonly isSaidBy: (exported: PolicyObjects) => boolean
}

/** The rule set of a name as it may be sent to a target; undefined where there is none, or no document of it. */
export function importableRuleSet(
  name: string,
  cluster: Cluster,
  dialect: Dialect,
  target: Target,
): ImportableRuleSet | undefined {
  const ruleSet = cluster.policy.ruleSets.find((one) => one.name === name)
  if (ruleSet === undefined) return undefined
  const words = vocabularyOf(wordsOf(dialect.policy))
  const document = documentFor(ruleSet, cluster, wordsFor(target, words))
  if (typeof document !== 'string') return undefined
  const wanted = closureOf(ruleSet, cluster.policy)
  return {
    document,
    content: digestOf(ruleSetContent(ruleSet, wanted)),
    settings: wanted.settings,
    isSaidBy: (exported) => saysTheSame(exported, ruleSet, wanted, words),
  }
}

/** The words with those ids that a document for the target may rest on. */
export function wordsFor({ provedEmulator }: Target, words: Vocabulary): Vocabulary {
  return provedEmulator ? words : certainWords(words)
}

/** The document of a rule set, or why none can be written with these words. */
export function documentFor(ruleSet: RuleSet, cluster: Cluster, words: Vocabulary): string | Blocked {
  const object = `rule set "${ruleSet.name}"`
  if (cluster.build === undefined) {
    const reason = 'a document for the UI carries the build of the product, which is not declared'
    return { object, reason, remedy: 'set "build" below "product" in cluster.yaml' }
  }
  const product = `${cluster.version.value}-${cluster.build.value}`
  const { value, diagnostics } = ruleSetDocument(ruleSet, cluster.policy, product, words)
  const [problem] = diagnostics
  if (problem !== undefined) return { object, reason: problem.message, remedy: problem.help ?? 'correct the policy' }
  return value ?? { object, reason: 'no document of it can be written', remedy: 'correct the policy' }
}
