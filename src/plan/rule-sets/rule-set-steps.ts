import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import { canPutRuleSets, policyPath } from '../../dialect/policy-paths.ts'
import { wordsOf } from '../../dialect/words.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { DriftLease } from '../../model/lease.ts'
import type { ObservedCluster, ObservedRuleSet } from '../../model/observed.ts'
import { certainWords, vocabularyOf, type Vocabulary } from '../../policy/vocabulary.ts'
import { canonical } from '../canonical.ts'
import { leasedStep } from '../leased.ts'
import type { Blocked, LeasedStep, Step } from '../plan.ts'
import { importByHand, removeByHand, reorderByHand, setValuesByHand } from './by-hand.ts'
import { compareRuleSet, isOurs, type Differing, type RuleSetComparison } from './compare-rule-set.ts'
import { differencesOf } from './differences-of.ts'
import { documentFor, wordsFor } from './importable.ts'
import { leaseOfRuleSet, withoutLeasedValues } from './leased-policy.ts'
import { leasedValues } from './leased-values.ts'
import { rulesDigest } from './rules-digest.ts'
import { valueSteps } from './value-steps.ts'

/** What has to be done to rule sets and their settings, and which of them cannot be brought to the appliances. */
export interface RuleSetSteps {
  readonly steps: readonly Step[]
  readonly blocked: readonly Blocked[]
  /** What leases accept on the day of the look. */
  readonly leased: readonly LeasedStep[]
}

/**
 * Compares the top-level rule sets with the exports of the appliance, by name and content: numbers mean nothing. What
 * differs is sent where the dialect knows a way that may be used at the target, and else is a step by hand with the file
 * to import; the next look finds out by itself that it was done. A rule set without the mark of Pader is never touched.
 */
export function ruleSetSteps(
  cluster: Cluster,
  observed: ObservedCluster,
  dialect: Dialect,
  target: Target,
): RuleSetSteps {
  const wanted = cluster.policy.ruleSets
  if (observed.ruleSets.kind !== 'known')
    return { steps: [], blocked: wanted.length === 0 ? [] : [unread(observed.ruleSets)], leased: [] }
  const held = observed.ruleSets.value
  const day = observed.observedAt.slice(0, 10)
  const words = vocabularyOf(wordsOf(dialect.policy))
  const context: RuleSetComparison = { cluster: withoutLeasedValues(cluster, day), held, words }
  const ways: Ways = {
    values: policyPath('settingProperty', dialect, target) !== undefined,
    ruleSets: canPutRuleSets(dialect, target),
    target,
  }
  const verdicts = wanted.map((ruleSet) => compareRuleSet(ruleSet, context))
  const differing = verdicts.filter((verdict) => verdict.kind === 'differs')
  const leaseOf = ({ name }: Named): DriftLease | undefined => leaseOfRuleSet(cluster, name, day)
  const sorted = sortOut(
    differing.filter(({ ruleSet }) => leaseOf(ruleSet) === undefined),
    context,
    ways,
  )
  const blocked = [
    ...verdicts.flatMap((verdict) => (verdict.kind === 'blocked' ? [verdict.because] : [])),
    ...sorted.blocked,
  ]
  const names = new Set(wanted.map(({ name }) => name))
  const gone = held.filter((one) => isOurs(one) && !names.has(one.name))
  const isFree = (ruleSet: Named): boolean => leaseOf(ruleSet) === undefined
  return {
    // Values are shared: those of a rule set that stays as it is may be those of another one too.
    steps: [
      ...(ways.values
        ? valueSteps(
            differing.flatMap(({ values }) => values),
            held,
            words,
          )
        : []),
      ...sorted.steps,
      ...inPlace(sorted, gone, context, isFree, blocked.length === 0),
    ],
    blocked,
    leased: [
      ...differing.flatMap((one) => {
        const lease = leaseOf(one.ruleSet)
        return lease === undefined ? [] : [leasedStep(putting([one], [], [], words), lease)]
      }),
      ...leasedValues(cluster, held, words, day),
    ],
  }
}

interface Named {
  readonly name: string
}

/** What may be sent to the target. */
interface Ways {
  readonly values: boolean
  readonly ruleSets: boolean
  readonly target: Target
}

interface SortedOut extends Omit<RuleSetSteps, 'leased'> {
  /** Rule sets that are sent; absent where none can be. */
  readonly imports?: readonly Differing[]
}

function sortOut(differing: readonly Differing[], context: RuleSetComparison, ways: Ways): SortedOut {
  const steps: Step[] = []
  const blocked: Blocked[] = []
  const imports: Differing[] = []
  for (const one of differing) {
    if (one.inValuesOnly) {
      if (!ways.values) steps.push(setValuesByHand(one, context))
      continue
    }
    const sends = ways.ruleSets && one.left.length === 0 && (ways.values || one.values.length === 0)
    // The file for a person is that which a compile writes, and it knows nothing of what the target is.
    const words = sends ? wordsFor(ways.target, context.words) : certainWords(context.words)
    const document = documentFor(one.ruleSet, context.cluster, words)
    if (typeof document !== 'string') blocked.push(document)
    else if (sends) imports.push(one)
    else steps.push(importByHand(one, context, !ways.values))
  }
  return { steps, blocked, ...(ways.ruleSets ? { imports } : {}) }
}

/** What takes rule sets away, puts them in and in their order: one step where that can be sent, else a person's. */
function inPlace(
  { imports, steps }: SortedOut,
  gone: readonly ObservedRuleSet[],
  context: RuleSetComparison,
  isFree: (ruleSet: Named) => boolean,
  isWhole: boolean,
): readonly Step[] {
  const { cluster, held, words } = context
  const byHand = steps.filter(({ kind }) => kind === 'manual').length
  const wanted = cluster.policy.ruleSets.filter(isFree)
  // Where rule sets are still missing nobody can say yet where they belong.
  if (imports === undefined) {
    const order = isWhole && byHand + gone.length === 0 ? reorderByHand(wanted, held) : undefined
    return order === undefined ? gone.map(removeByHand) : [order]
  }
  const there = new Set([...held.filter(isOurs), ...imports.map(({ ruleSet }) => ruleSet)].map(({ name }) => name))
  const order = wanted.map(({ name }) => name).filter((name) => there.has(name))
  const now = held.map(({ name }) => name).filter((name) => order.includes(name))
  if (imports.length + gone.length === 0 && canonical(now) === canonical(order)) return []
  return [putting(imports, gone, order, words)]
}

function putting(
  imports: readonly Differing[],
  removes: readonly Named[],
  order: readonly string[],
  words: Vocabulary,
): Step {
  return {
    kind: 'put rule sets',
    imports: imports.map((one) => ({
      name: one.ruleSet.name,
      content: one.content,
      rules: rulesDigest(one.ruleSet, one.wanted, words),
      replaces: one.present !== undefined,
      differences: differencesOf(one, { words, more: 'see "pader policy diff"', valuesAside: true }),
    })),
    removes: removes.map(({ name }) => name),
    order,
  }
}

function unread(ruleSets: Exclude<ObservedCluster['ruleSets'], { kind: 'known' }>): Blocked {
  const why = ruleSets.kind === 'unknown' ? `: ${ruleSets.reason}` : ''
  return {
    object: 'rule sets',
    reason: `the rule sets of the cluster could not be read${why}`,
    remedy: 'make sure that the entry node answers, then plan again',
  }
}
