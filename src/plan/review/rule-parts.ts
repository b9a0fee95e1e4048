import type { Condition } from '../../model/policy/criteria.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { printAction, printEvent } from '../../policy/criteria/print-action.ts'
import { printCriteria } from '../../policy/criteria/print.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { fieldsOf, identityOf, type PolicyObject } from './object-parts.ts'

/** A rule set, then every rule and rule set in it, in their order. A name that stands there twice has a number. */
export function ruleSetObjects(sets: readonly RuleSet[], words: Vocabulary): readonly PolicyObject[] {
  return numbered(sets).flatMap(({ name, one }) => objectsOf(one, name, undefined, words))
}

function objectsOf(set: RuleSet, path: string, within: string | undefined, words: Vocabulary): readonly PolicyObject[] {
  const { description, enabled, cycles, cloudSynced, criteria, regions, place } = set
  const own: PolicyObject = {
    ...identityOf({ kind: 'rule set', name: path }),
    ...(within === undefined ? {} : { within }),
    place,
    fields: fieldsOf(place, {
      enabled,
      cycles: Object.entries(cycles).flatMap(([cycle, on]) => (on ? [cycle] : [])),
      cloudSynced,
      criteria: criteriaWords(criteria, words),
      regions,
      description,
    }),
  }
  return [
    own,
    ...numbered(set.rules).map(({ name, one }) => ruleObject(one, name, { path, key: own.key }, words)),
    ...numbered(set.ruleSets).flatMap(({ name, one }) => objectsOf(one, `${path} / ${name}`, own.key, words)),
  ]
}

function ruleObject(
  { description, enabled, criteria, regions, action, events, place }: Rule,
  name: string,
  set: { readonly path: string; readonly key: string },
  words: Vocabulary,
): PolicyObject {
  return {
    ...identityOf({ kind: 'rule', name, ruleSet: set.path }),
    within: set.key,
    place,
    fields: fieldsOf(place, {
      enabled,
      criteria: criteriaWords(criteria, words),
      regions,
      action: printAction(action),
      events: events.length === 0 ? undefined : events.map((event) => printEvent(event, words)),
      description,
    }),
  }
}

function criteriaWords({ always, terms }: Condition, words: Vocabulary): string {
  const text = printCriteria(terms, words)
  if (terms.length === 0) return 'always'
  return always ? `always (switched off: ${text})` : text
}

/** Names of siblings, made different where they are not. */
function numbered<One extends { readonly name: string }>(
  siblings: readonly One[],
): readonly { readonly name: string; readonly one: One }[] {
  const seen = new Map<string, number>()
  return siblings.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1
    seen.set(one.name, count)
    return { name: count === 1 ? one.name : `${one.name} (${count})`, one }
  })
}
