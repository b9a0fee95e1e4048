import type { Cycle, RuleSet } from '../../model/policy/rule-set.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { placeKey, type Place } from '../../source/place.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { brokenReferences, knownIn } from './broken-references.ts'
import { pathOf, walk, type Visit } from './walk.ts'
import { listRepeats } from './list-repeats.ts'
import { listRows } from './list-rows.ts'
import { listSlips } from './list-slips.ts'
import { listTexts } from './list-texts.ts'
import { listValues } from './list-values.ts'
import { lookAlikes } from './look-alikes.ts'
import type { VariedLists } from './own-entries.ts'
import { referencesOf } from './references.ts'
import { settingsTargets } from './settings-targets.ts'
import { settingsValues } from './settings-values.ts'
import { unusedObjects } from './unused-objects.ts'
import { unverifiedWords } from './unverified-words.ts'

/** Checks that a policy hangs together: names are unique, what is used exists, nested cycles fit, ids are known. */
export function checkPolicy(policy: Policy, vocabulary: Vocabulary, varied: VariedLists): readonly Diagnostic[] {
  const visits = walk(policy.ruleSets)
  return [
    ...duplicates('lists', [...policy.lists, ...policy.tables], ({ name, type }) => `${name} (${type})`),
    ...duplicates('settings objects', policy.settings, ({ name }) => name),
    ...duplicates('properties', policy.properties, ({ name }) => name),
    ...duplicates('top-level rule sets', policy.ruleSets, ({ name }) => name),
    ...lookAlikes('lists', [...policy.lists, ...policy.tables]),
    ...lookAlikes('settings', policy.settings),
    ...lookAlikes('properties', policy.properties),
    ...lookAlikes('rule sets', policy.ruleSets),
    ...brokenReferences(visits, knownIn(policy)),
    ...settingsTargets(visits, policy.settings, vocabulary),
    ...settingsValues(policy.settings),
    ...visits.flatMap((visit) => (visit.kind === 'ruleSet' ? [...shape(visit)] : [])),
    ...unverifiedWords(visits, vocabulary),
    ...unusedObjects(policy, referencesOf(visits)),
    ...listTexts(policy.lists),
    ...listValues(policy.lists, varied),
    ...listSlips(policy.lists, varied, visits),
    ...listRepeats(policy.lists, varied),
    ...listRows(policy.tables),
  ]
}

function duplicates<Named extends { readonly place: Place }>(
  what: string,
  objects: readonly Named[],
  nameOf: (object: Named) => string,
): readonly Diagnostic[] {
  const first = new Map<string, Named>()
  return objects.flatMap((object): Diagnostic[] => {
    const name = nameOf(object)
    const before = first.get(name)
    if (before === undefined) {
      first.set(name, object)
      return []
    }
    return [
      {
        code: 'POL-DUPLICATE',
        severity: 'error',
        message: `there are two ${what} "${name}"`,
        place: object.place,
        related: [{ place: before.place, note: 'the other one' }],
        help: 'rename one of them: objects of a policy are known by their names',
      },
    ]
  })
}

function* shape(visit: Extract<Visit, { kind: 'ruleSet' }>): Generator<Diagnostic> {
  const { item } = visit
  const outer = visit.around.at(-1)
  const beyond = outer === undefined ? [] : cyclesBeyond(item, outer)
  if (beyond.length > 0)
    yield {
      code: 'POL-CYCLES',
      severity: 'error',
      message: `rule set "${pathOf(visit)}" takes part in the ${beyond.join(' and ')} cycle, the set around it does not`,
      place: item.place,
      why: 'a nested rule set runs only in cycles of the set around it (product guide, rule sets)',
      help: 'add the cycle to the set around it, or remove it here',
    }
  yield* sameNames(visit, 'rules', item.rules)
  yield* sameNames(visit, 'rule sets', item.ruleSets)
  if (item.rules.length > 0 && item.ruleSets.length > 0)
    yield {
      code: 'POL-MIXED-LEVEL',
      severity: 'warning',
      message: `rule set "${pathOf(visit)}" holds rules and rule sets side by side`,
      place: item.place,
      why: 'the document keeps the two apart, and nobody has documented which of them runs first',
      help: 'move the rules into a nested rule set',
    }
}

/** Rules and rule sets of the YAML that a copy left with the name of another one; what an export or a template brings is as it is. */
function* sameNames(
  visit: Visit,
  what: string,
  items: readonly { readonly name: string; readonly place: Place }[],
): Generator<Diagnostic> {
  const first = new Map<string, Place>()
  let told: Place | undefined
  for (const { name, place } of items) {
    const before = first.get(name)
    // Rules that were made of one for regions stand next to each other, in one place.
    if (before === undefined) first.set(name, place)
    else if (
      place.kind === 'node' &&
      before.kind === 'node' &&
      (told === undefined || placeKey(told) !== placeKey(place))
    ) {
      told = place
      yield {
        code: 'POL-SAME-NAME',
        severity: 'warning',
        message: `there are two ${what} "${name}" in the rule set "${pathOf(visit)}"`,
        place,
        related: [{ place: before, note: 'the other one' }],
        why: 'tests, coverage and reports know what is in a rule set by its name, and cannot tell the two apart',
        help: 'rename one of them, or remove it if it is a copy',
      }
    }
  }
}

function cyclesBeyond(inner: RuleSet, outer: RuleSet): readonly Cycle[] {
  const all: readonly Cycle[] = ['request', 'response', 'embedded']
  return all.filter((cycle) => inner.cycles[cycle] && !outer.cycles[cycle])
}
