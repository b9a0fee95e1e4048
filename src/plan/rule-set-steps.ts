import type { Dialect } from '../dialect/dialect.ts'
import type { Target } from '../dialect/permission.ts'
import { wordsOf } from '../dialect/words.ts'
import type { Cluster } from '../model/fleet.ts'
import type { Digest } from '../model/names.ts'
import type { ObservedCluster, ObservedRuleSet } from '../model/observed.ts'
import { isOwned, ownershipMarker } from '../model/policy/list.ts'
import type { PolicyObjects } from '../model/policy/policy.ts'
import type { RuleSet } from '../model/policy/rule-set.ts'
import { closureOf } from '../policy/documents/closure.ts'
import { heldContent, ruleSetContent, ruleSetDifferences } from '../policy/documents/rule-set-content.ts'
import { documentPath, ruleSetDocument } from '../policy/documents/rule-set-document.ts'
import { certainWords, vocabularyOf, type Vocabulary } from '../policy/vocabulary.ts'
import { canonical, digestOf } from './canonical.ts'
import type { Blocked, Step } from './plan.ts'

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
  const { policy } = cluster
  if (policy.ruleSets.length === 0) return { steps: [], blocked: [] }
  if (observed.ruleSets.kind !== 'known') return { steps: [], blocked: [unread(observed.ruleSets)] }
  const all = vocabularyOf(wordsOf(dialect.policy))
  const ground: Ground = { cluster, words: all, writable: target.provedEmulator ? all : certainWords(all) }
  const held = observed.ruleSets.value
  const steps: Step[] = []
  const blocked: Blocked[] = []
  for (const ruleSet of policy.ruleSets) {
    const outcome = compare(ruleSet, held, ground)
    if (outcome === 'same') continue
    if ('kind' in outcome) steps.push(outcome)
    else blocked.push(outcome)
  }
  const names = new Set(policy.ruleSets.map(({ name }) => name))
  for (const one of held) if (isOurs(one) && !names.has(one.name)) steps.push(removal(one))
  const order = reorder(policy.ruleSets, held)
  if (steps.length === 0 && blocked.length === 0 && order !== undefined) steps.push(order)
  return { steps, blocked }
}

interface Ground {
  readonly cluster: Cluster
  readonly words: Vocabulary
  /** The words with those ids that a document for the target may rest on. */
  readonly writable: Vocabulary
}

function compare(ruleSet: RuleSet, held: readonly ObservedRuleSet[], ground: Ground): Step | Blocked | 'same' {
  const object = `rule set "${ruleSet.name}"`
  const [seen, twice] = held.filter(({ name }) => name === ruleSet.name)
  if (twice !== undefined) return several(object)
  if (seen !== undefined && seen.holds.kind !== 'known') {
    const why = seen.holds.kind === 'unknown' ? `: ${seen.holds.reason}` : ''
    return {
      object,
      reason: `the one of the appliance cannot be compared${why}`,
      remedy: 'export it in the UI and look',
    }
  }
  if (seen !== undefined && !isOurs(seen)) return foreign(object)
  const wanted = closureOf(ruleSet, ground.cluster.policy)
  const content = ruleSetContent(ruleSet, wanted)
  const present = seen?.holds.kind === 'known' ? heldContent(seen.holds.value, wanted) : undefined
  const [set] = present?.ruleSets ?? []
  if (present !== undefined && set !== undefined && canonical(ruleSetContent(set, present)) === canonical(content))
    return 'same'
  const refusal = unwritable(ruleSet, ground)
  if (refusal !== undefined) return { object, ...refusal }
  return byHand(ruleSet, wanted, present, digestOf(content), ground)
}

/** Why no document of a rule set can be written for the target; undefined where one can. */
function unwritable(ruleSet: RuleSet, { cluster, writable }: Ground): Pick<Blocked, 'reason' | 'remedy'> | undefined {
  if (cluster.build === undefined)
    return { reason: 'a document carries the build of the product, which is not declared', remedy: 'set product.build' }
  const product = `${cluster.version.value}-${cluster.build.value}`
  const [problem] = ruleSetDocument(ruleSet, cluster.policy, product, writable).diagnostics
  return problem && { reason: problem.message, remedy: problem.help ?? 'correct the policy' }
}

/** So many differences say what is going on; the whole is one command away. */
const SHOWN = 8

function byHand(
  ruleSet: RuleSet,
  wanted: PolicyObjects,
  present: PolicyObjects | undefined,
  content: Digest,
  { cluster, words }: Ground,
): Step {
  const { name } = ruleSet
  const file = `.pader/out/${cluster.name}/${documentPath(ruleSet, cluster.policy.ruleSets)}`
  const found = present === undefined ? [] : ruleSetDifferences(present, wanted, words)
  const lines = found.map(({ sign, text }) => `${sign} ${text}`)
  const more = lines.length - SHOWN
  const before = cluster.policy.ruleSets[cluster.policy.ruleSets.indexOf(ruleSet) - 1]?.name
  return {
    kind: 'manual',
    id: `import-${digestOf({ name, content }).slice(0, 12)}`,
    instructions: [
      ...(present === undefined
        ? [`the cluster has no rule set "${name}"`]
        : [`the rule set "${name}" of the cluster is not that of the YAML:`, ...lines.slice(0, SHOWN)]),
      ...(more > 0 ? [`… and ${more} more: export it and see "pader policy diff EXPORT ${file}"`] : []),
      ...(present === undefined ? [] : [`in the UI, export "${name}" (the way back) and delete it`]),
      `in the UI: Policy > Rule Sets > Add > Rule Set from Library > Import from file: ${file}`,
      'Auto-Solve Conflicts: refer to existing objects, so that the lists that Pader keeps stay the ones in use',
      before === undefined ? 'move it to the top' : `move it below "${before}"`,
      'save the changes; Pader finds out by an export and a comparison that it was done',
    ],
    check: { kind: 'rule set', name, content },
  }
}

function removal({ name, id }: ObservedRuleSet): Step {
  return {
    kind: 'manual',
    id: `remove-${digestOf({ name, id }).slice(0, 12)}`,
    instructions: [
      `the rule set "${name}" carries the mark of Pader, and the YAML has none of this name`,
      'in the UI, export it (the way back), delete it and save the changes',
      `to keep it as your own, take "${ownershipMarker}" out of its description`,
    ],
    check: { kind: 'rule set', name },
  }
}

/** The step that puts the rule sets of the YAML in their order; what others have in between is left where it is. */
function reorder(wanted: readonly RuleSet[], held: readonly ObservedRuleSet[]): Step | undefined {
  const names = wanted.map(({ name }) => name)
  const now = held.map(({ name }) => name).filter((name) => names.includes(name))
  if (canonical(now) === canonical(names)) return undefined
  return {
    kind: 'manual',
    id: `order-${digestOf({ now, names }).slice(0, 12)}`,
    instructions: [
      `the rule sets are processed in the order ${quoted(now)}`,
      `in the UI, move them to the order ${quoted(names)} and save the changes`,
    ],
    check: { kind: 'rule set order', names },
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

/** Whether the top-level rule set says that it is Pader's. */
function isOurs({ holds }: ObservedRuleSet): boolean {
  return holds.kind === 'known' && holds.value.ruleSets.every(({ description }) => isOwned(description))
}

function several(object: string): Blocked {
  return {
    object,
    reason: 'the cluster has several top-level rule sets of this name, and only one can be meant',
    remedy: 'rename or delete the others in the UI, then plan again',
  }
}

function foreign(object: string): Blocked {
  return {
    object,
    reason: 'the cluster has a rule set of this name that does not carry the mark of Pader, so that it stays as it is',
    remedy: `to hand it over, start its description in the UI with "${ownershipMarker}"; else give the one of the YAML another name`,
  }
}

function unread(ruleSets: Exclude<ObservedCluster['ruleSets'], { kind: 'known' }>): Blocked {
  const why = ruleSets.kind === 'unknown' ? `: ${ruleSets.reason}` : ''
  return {
    object: 'rule sets',
    reason: `the rule sets of the cluster could not be read${why}`,
    remedy: 'see that the entry node answers, then plan again',
  }
}
