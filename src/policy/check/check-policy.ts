import type { Cycle, RuleSet } from '../../model/policy/rule-set.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { nearest } from '../criteria/nearest.ts'
import { userDefined, type Vocabulary } from '../vocabulary.ts'
import { operandsOfVisit, pathOf, propertiesOf, walk, type Visit } from './walk.ts'
import { listTexts } from './list-texts.ts'
import { lookAlikes } from './look-alikes.ts'
import { unusedObjects } from './unused-objects.ts'
import { unverifiedWords } from './unverified-words.ts'

/** Checks that a policy hangs together: names are unique, what is used exists, nested cycles fit, ids are known. */
export function checkPolicy(policy: Policy, vocabulary: Vocabulary): readonly Diagnostic[] {
  const visits = [...walk(policy.ruleSets)]
  return [
    ...duplicates('lists', [...policy.lists, ...policy.tables], ({ name, type }) => `${name} (${type})`),
    ...duplicates('settings objects', policy.settings, ({ name }) => name),
    ...duplicates('properties', policy.properties, ({ name }) => name),
    ...duplicates('top-level rule sets', policy.ruleSets, ({ name }) => name),
    ...lookAlikes('lists', [...policy.lists, ...policy.tables]),
    ...lookAlikes('settings', policy.settings),
    ...lookAlikes('properties', policy.properties),
    ...lookAlikes('rule sets', policy.ruleSets),
    ...visits.flatMap((visit) => [...references(visit, policy), ...shape(visit)]),
    ...unverifiedWords(visits, vocabulary),
    ...unusedObjects(policy),
    ...listTexts(policy.lists),
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

function* references(visit: Visit, policy: Policy): Generator<Diagnostic> {
  yield* listReferences(visit, [...policy.lists, ...policy.tables])
  const properties = policy.properties.map(({ name }) => name)
  for (const use of propertiesOf(visit)) {
    const own = use.name.startsWith(userDefined)
    if (own && !properties.includes(use.name)) yield missing('property', use.name, properties, visit)
    if (use.settings !== undefined) yield* settingsExist(use.settings, visit, policy)
  }
  if (visit.kind !== 'rule') return
  for (const user of [visit.item.action, ...visit.item.events])
    if ('settings' in user && user.settings !== undefined) yield* settingsExist(user.settings, visit, policy)
}

function* listReferences(
  visit: Visit,
  lists: readonly { readonly name: string; readonly type: string }[],
): Generator<Diagnostic> {
  const names = lists.map(({ name }) => name)
  for (const operand of operandsOfVisit(visit)) {
    if (operand.kind !== 'list') continue
    const types = lists.filter(({ name }) => name === operand.name).map(({ type }) => type)
    const [type] = types
    if (type === undefined) yield missing('list', operand.name, names, visit)
    else if (!types.includes(operand.type)) yield mismatch(visit, operand.name, type, operand.type)
  }
}

function* settingsExist(name: string, visit: Visit, policy: Policy): Generator<Diagnostic> {
  const names = policy.settings.map((settings) => settings.name)
  if (!names.includes(name)) yield missing('settings object', name, names, visit)
}

function missing(what: string, name: string, names: readonly string[], visit: Visit): Diagnostic {
  const meant = nearest(name, names)
  return {
    code: `REF-${what === 'list' ? 'LIST' : what === 'property' ? 'PROPERTY' : 'SETTINGS'}`,
    severity: 'error',
    message: `"${pathOf(visit)}" uses the ${what} "${name}", which does not exist`,
    place: placeOf(visit, name),
    help: meant === undefined ? `declare the ${what}, or correct the name` : `did you mean "${meant}"?`,
  }
}

function mismatch(visit: Visit, name: string, has: string, needs: string): Diagnostic {
  return {
    code: 'POL-LIST-TYPE',
    severity: 'error',
    message: `list "${name}" has entries of type "${has}", and the comparison takes "${needs}"`,
    place: placeOf(visit, name),
    help: 'use another operator, or a list of the other type',
  }
}

function* shape(visit: Visit): Generator<Diagnostic> {
  if (visit.kind !== 'ruleSet') return
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
      help: 'add the cycle to the set around it, or take it away here',
    }
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

function cyclesBeyond(inner: RuleSet, outer: RuleSet): readonly Cycle[] {
  const all: readonly Cycle[] = ['request', 'response', 'embedded']
  return all.filter((cycle) => inner.cycles[cycle] && !outer.cycles[cycle])
}

/** The term that names the object where the criteria were written as text, else the whole item. */
function placeOf(visit: Visit, name: string): Place {
  const { place, terms } = visit.item.criteria
  const term = terms.find(({ operand }) => operand.kind === 'list' && operand.name === name)
  if (place?.kind === 'node' && term?.within !== undefined) return { ...place, within: term.within }
  return visit.item.place
}
