import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import { canPutRuleSets, policyPath } from '../../dialect/policy-paths.ts'
import { wordsOf } from '../../dialect/words.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster, ObservedRuleSet } from '../../model/observed.ts'
import { certainWords, vocabularyOf } from '../../policy/vocabulary.ts'
import { canonical } from '../canonical.ts'
import type { Blocked, Step } from '../plan.ts'
import { importByHand, removeByHand, reorderByHand, setValuesByHand } from './by-hand.ts'
import { compareRuleSet, isOurs, type Differing, type Ground } from './compare-rule-set.ts'
import { differencesOf } from './differences-of.ts'
import { documentFor, wordsFor } from './importable.ts'

/** What has to be done to rule sets and their settings, and which of them cannot be brought to the appliances. */
export interface RuleSetSteps {
  readonly steps: readonly Step[]
  readonly blocked: readonly Blocked[]
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
    return { steps: [], blocked: wanted.length === 0 ? [] : [unread(observed.ruleSets)] }
  const held = observed.ruleSets.value
  const ground: Ground = { cluster, held, words: vocabularyOf(wordsOf(dialect.policy)) }
  const verdicts = wanted.map((ruleSet) => compareRuleSet(ruleSet, ground))
  const names = new Set(wanted.map(({ name }) => name))
  const sorted = sortOut(
    verdicts.filter((verdict) => verdict.kind === 'differs'),
    ground,
    {
      values: policyPath('settingProperty', dialect, target) !== undefined,
      ruleSets: canPutRuleSets(dialect, target),
      target,
    },
  )
  const blocked = [
    ...verdicts.flatMap((verdict) => (verdict.kind === 'blocked' ? [verdict.because] : [])),
    ...sorted.blocked,
  ]
  const gone = held.filter((one) => isOurs(one) && !names.has(one.name))
  return { steps: [...sorted.steps, ...inPlace(sorted, gone, ground, blocked.length === 0)], blocked }
}

/** What may be sent to the target. */
interface Ways {
  readonly values: boolean
  readonly ruleSets: boolean
  readonly target: Target
}

interface SortedOut extends RuleSetSteps {
  /** Rule sets that are sent; absent where none can be. */
  readonly imports?: readonly Differing[]
}

function sortOut(differing: readonly Differing[], ground: Ground, ways: Ways): SortedOut {
  const steps: Step[] = ways.values ? [...valueSteps(differing)] : []
  const blocked: Blocked[] = []
  const imports: Differing[] = []
  for (const one of differing) {
    if (one.inValuesOnly) {
      if (!ways.values) steps.push(setValuesByHand(one, ground))
      continue
    }
    const sends = ways.ruleSets && one.left.length === 0 && (ways.values || one.values.length === 0)
    // The file for a person is that which a compile writes, and it knows nothing of what the target is.
    const words = sends ? wordsFor(ways.target, ground.words) : certainWords(ground.words)
    const document = documentFor(one.ruleSet, ground.cluster, words)
    if (typeof document !== 'string') blocked.push(document)
    else if (sends) imports.push(one)
    else steps.push(importByHand(one, ground, !ways.values))
  }
  return { steps, blocked, ...(ways.ruleSets ? { imports } : {}) }
}

/** One step for a value, whoever uses the object that it belongs to. */
function valueSteps(differing: readonly Differing[]): readonly Step[] {
  const steps = new Map<string, Extract<Step, { kind: 'set policy setting' }>>()
  for (const { ruleSet, values } of differing)
    for (const value of values) {
      const key = canonical([value.target, value.settings, value.key])
      const users = [...(steps.get(key)?.ruleSets ?? []), ruleSet.name]
      steps.set(key, { kind: 'set policy setting', ...value, ruleSets: users })
    }
  return [...steps.values()]
}

/** What takes rule sets away, puts them in and in their order: one step where that can be sent, else a person's. */
function inPlace(
  { imports, steps }: SortedOut,
  gone: readonly ObservedRuleSet[],
  { cluster, held, words }: Ground,
  isWhole: boolean,
): readonly Step[] {
  const byHand = steps.filter(({ kind }) => kind === 'manual').length
  const wanted = cluster.policy.ruleSets
  // Where rule sets are still missing nobody can say yet where they belong.
  if (imports === undefined) {
    const order = isWhole && byHand + gone.length === 0 ? reorderByHand(wanted, held) : undefined
    return order === undefined ? gone.map(removeByHand) : [order]
  }
  const there = new Set([...held.filter(isOurs), ...imports.map(({ ruleSet }) => ruleSet)].map(({ name }) => name))
  const order = wanted.map(({ name }) => name).filter((name) => there.has(name))
  const now = held.map(({ name }) => name).filter((name) => order.includes(name))
  if (imports.length + gone.length === 0 && canonical(now) === canonical(order)) return []
  return [
    {
      kind: 'put rule sets',
      imports: imports.map((one) => ({
        name: one.ruleSet.name,
        content: one.content,
        replaces: one.present !== undefined,
        differences: differencesOf(one, { words, more: 'see "pader policy diff"', valuesAside: true }),
      })),
      removes: gone.map(({ name }) => name),
      order,
    },
  ]
}

function unread(ruleSets: Exclude<ObservedCluster['ruleSets'], { kind: 'known' }>): Blocked {
  const why = ruleSets.kind === 'unknown' ? `: ${ruleSets.reason}` : ''
  return {
    object: 'rule sets',
    reason: `the rule sets of the cluster could not be read${why}`,
    remedy: 'see that the entry node answers, then plan again',
  }
}
