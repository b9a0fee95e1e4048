import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import type { ObservedRuleSet } from '../../model/observed.ts'
import { isOwned, ownershipMarker } from '../../model/policy/list.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import { heldContent, ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import { ruleSetDocument } from '../../policy/documents/rule-set-document.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { canonical, digestOf } from '../canonical.ts'
import type { Blocked } from '../plan.ts'

/** What rule sets are compared with. */
export interface Ground {
  readonly cluster: Cluster
  readonly words: Vocabulary
  /** The words with those ids that a document for the target may rest on. */
  readonly writable: Vocabulary
}

/** How a rule set of the YAML stands to that of the appliance. */
export type Verdict = { readonly kind: 'same' } | { readonly kind: 'blocked'; readonly because: Blocked } | Differing

/** A rule set that the appliance does not hold as the YAML says. */
export interface Differing {
  readonly kind: 'differs'
  readonly ruleSet: RuleSet
  readonly wanted: PolicyObjects
  /** Digest of what it has to say. */
  readonly content: Digest
  /** What is there; absent where there is none of the name. */
  readonly present?: PolicyObjects
}

/** Compares a top-level rule set with the one of its name. */
export function compareRuleSet(ruleSet: RuleSet, held: readonly ObservedRuleSet[], ground: Ground): Verdict {
  const namesakes = held.filter(({ name }) => name === ruleSet.name)
  const obstacle = inTheWay(`rule set "${ruleSet.name}"`, namesakes)
  if (obstacle !== undefined) return { kind: 'blocked', because: obstacle }
  const wanted = closureOf(ruleSet, ground.cluster.policy)
  const content = ruleSetContent(ruleSet, wanted)
  const holds = namesakes[0]?.holds
  const present = holds?.kind === 'known' ? heldContent(holds.value, wanted) : undefined
  if (present !== undefined && saysTheSame(present, content, ground.words)) return { kind: 'same' }
  if (namesakes.some((one) => !isOurs(one))) return { kind: 'blocked', because: foreign(`rule set "${ruleSet.name}"`) }
  const refusal = unwritable(ruleSet, ground)
  if (refusal !== undefined) return { kind: 'blocked', because: refusal }
  return { kind: 'differs', ruleSet, wanted, content: digestOf(content), ...(present === undefined ? {} : { present }) }
}

/** Whether the top-level rule set says that it is Pader's. */
export function isOurs({ holds }: ObservedRuleSet): boolean {
  return holds.kind === 'known' && holds.value.ruleSets.every(({ description }) => isOwned(description))
}

function saysTheSame(present: PolicyObjects, content: unknown, words: Vocabulary): boolean {
  const wanted = canonical(inWords(content, words))
  return present.ruleSets.every((set) => canonical(inWords(ruleSetContent(set, present), words)) === wanted)
}

/** The same, with words in the places of ids: an export of the repository may have been read by who knew fewer of them. */
function inWords(value: unknown, words: Vocabulary): unknown {
  if (typeof value === 'string') {
    const word = WORD_KINDS.map((kind) => words.byId(kind, value)).find((found) => found !== undefined)
    return word?.name ?? value
  }
  if (Array.isArray(value)) return value.map((inner) => inWords(inner, words))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWords(inner, words)]))
}

const WORD_KINDS = ['properties', 'operators', 'actions', 'procedures', 'parameters', 'types'] as const

/** What of the appliance keeps a rule set from being compared or replaced. */
function inTheWay(object: string, [seen, ...others]: readonly ObservedRuleSet[]): Blocked | undefined {
  if (seen === undefined) return undefined
  if (others.length > 0)
    return {
      object,
      reason: 'the cluster has several top-level rule sets of this name, and only one can be meant',
      remedy: 'rename or delete the others in the UI, then plan again',
    }
  if (seen.holds.kind !== 'known') {
    const why = seen.holds.kind === 'unknown' ? `: ${seen.holds.reason}` : ''
    return {
      object,
      reason: `the one of the appliance cannot be compared${why}`,
      remedy: 'export it in the UI and look, then plan again',
    }
  }
  return undefined
}

function foreign(object: string): Blocked {
  return {
    object,
    reason: 'the cluster has a rule set of this name that does not carry the mark of Pader, so that it stays as it is',
    remedy: `to hand it over, start its description in the UI with "${ownershipMarker}"; else give the one of the YAML another name`,
  }
}

/** Why no document of a rule set can be written for the target; undefined where one can. */
function unwritable(ruleSet: RuleSet, { cluster, writable }: Ground): Blocked | undefined {
  const object = `rule set "${ruleSet.name}"`
  if (cluster.build === undefined) {
    const reason = 'a document for the UI carries the build of the product, which is not declared'
    return { object, reason, remedy: 'set "build" below "product" in cluster.yaml' }
  }
  const product = `${cluster.version.value}-${cluster.build.value}`
  const [problem] = ruleSetDocument(ruleSet, cluster.policy, product, writable).diagnostics
  return problem && { object, reason: problem.message, remedy: problem.help ?? 'correct the policy' }
}
