import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import type { ObservedRuleSet } from '../../model/observed.ts'
import { isOwned, ownershipMarker } from '../../model/policy/list.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { SettingsObject } from '../../model/policy/settings-object.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import { heldContent, ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { canonical, digestOf } from '../canonical.ts'
import type { Blocked } from '../plan.ts'
import { inWords } from './in-words.ts'
import { leftByImport } from './left-by-import.ts'
import { changedValues, isSameObject, withValues, type ValueChange } from './settings-values.ts'

/** What rule sets are compared with. */
export interface RuleSetComparison {
  readonly cluster: Cluster
  readonly held: readonly ObservedRuleSet[]
  readonly words: Vocabulary
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
  /** Values of settings that are to become others. */
  readonly values: readonly ValueChange[]
  /** Whether nothing else differs than these values. */
  readonly inValuesOnly: boolean
  /** Objects that an import leaves as they are although they differ, these values aside. */
  readonly left: readonly string[]
}

/** Compares a top-level rule set with the one of its name. */
export function compareRuleSet(ruleSet: RuleSet, context: RuleSetComparison): Verdict {
  const { held, words, cluster } = context
  const namesakes = held.filter(({ name }) => name === ruleSet.name)
  const obstacle = inTheWay(`rule set "${ruleSet.name}"`, namesakes)
  if (obstacle !== undefined) return { kind: 'blocked', because: obstacle }
  const wanted = closureOf(ruleSet, cluster.policy)
  const holds = namesakes[0]?.holds
  const present = holds?.kind === 'known' ? heldContent(holds.value, wanted) : undefined
  if (present !== undefined && saysTheSame(present, ruleSet, wanted, words)) return { kind: 'same' }
  if (namesakes.some((one) => !isOurs(one))) return { kind: 'blocked', because: foreign(`rule set "${ruleSet.name}"`) }
  return differing(ruleSet, wanted, present, context)
}

/** Whether what an appliance holds under the name of a rule set says what the rule set says. */
export function saysTheSame(held: PolicyObjects, ruleSet: RuleSet, wanted: PolicyObjects, words: Vocabulary): boolean {
  const text = (set: RuleSet, policy: PolicyObjects): string => canonical(inWords(ruleSetContent(set, policy), words))
  const content = text(ruleSet, wanted)
  const present = heldContent(held, wanted)
  return present.ruleSets.every((set) => text(set, present) === content)
}

/** Whether the top-level rule set says that it is Pader's. */
export function isOurs({ holds }: ObservedRuleSet): boolean {
  return holds.kind === 'known' && holds.value.ruleSets.every(({ description }) => isOwned(description))
}

function differing(
  ruleSet: RuleSet,
  wanted: PolicyObjects,
  present: PolicyObjects | undefined,
  { held, words }: RuleSetComparison,
): Verdict {
  const all = held.flatMap(({ holds }) => (holds.kind === 'known' ? [holds.value] : []))
  const values = all.flatMap((one) => changedValues(one, wanted, words))
  const theirs = wanted.settings.find(
    (object) => values.some(({ settings }) => settings === object.name) && !isOurObject(object, held, words),
  )
  if (theirs !== undefined) return { kind: 'blocked', because: foreignSettings(ruleSet, theirs) }
  const pushed = all.map((one) => withValues(one, values, words))
  return {
    kind: 'differs',
    ruleSet,
    wanted,
    content: digestOf(ruleSetContent(ruleSet, wanted)),
    ...(present === undefined ? {} : { present }),
    values: [...new Map(values.map((value) => [canonical(value), value])).values()],
    inValuesOnly: present !== undefined && saysTheSame(withValues(present, values, words), ruleSet, wanted, words),
    left: leftByImport(pushed, wanted, words),
  }
}

/** Settings are Pader's when they say so, or when no rule set uses them that is not. */
function isOurObject(object: SettingsObject, held: readonly ObservedRuleSet[], words: Vocabulary): boolean {
  return held.every((one) => {
    if (one.holds.kind !== 'known') return false
    const found = one.holds.value.settings.find((settings) => isSameObject(settings, object, words))
    return found === undefined || isOwned(found.description) || isOurs(one)
  })
}

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

function foreignSettings({ name }: RuleSet, settings: SettingsObject): Blocked {
  return {
    object: `rule set "${name}"`,
    reason: `its settings "${settings.name}" differ, and a rule set without the mark of Pader uses them or may use them, so that they stay as they are`,
    remedy: 'give the settings of the YAML another name, or change them in the UI',
  }
}
