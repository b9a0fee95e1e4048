import type { Policy } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'
import { userDefined } from '../vocabulary.ts'
import { pathOf, type Visit } from './walk.ts'

/** What the objects of a policy are called, so that what rules refer to is looked up. */
export interface Known {
  /** The types of lists by name: two of different types may have one. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly settings: ReadonlySet<string>
  readonly properties: ReadonlySet<string>
}

/** Collects what a policy has. */
export function knownIn(policy: Policy): Known {
  const lists = new Map<string, string[]>()
  for (const { name, type } of [...policy.lists, ...policy.tables]) {
    const types = lists.get(name)
    if (types === undefined) lists.set(name, [type])
    else types.push(type)
  }
  return {
    lists,
    settings: new Set(policy.settings.map(({ name }) => name)),
    properties: new Set(policy.properties.map(({ name }) => name)),
  }
}

/**
 * Says which objects that rules and rule sets refer to do not exist, or are of another type; of the copies of a rule for regions once.
 * What is missing is one mistake however many use it, and is said at the first of them.
 */
export function brokenReferences(visits: readonly Visit[], known: Known): readonly Diagnostic[] {
  const groups = new Map<string, Broken[]>()
  const told = new Set<string>()
  for (const broken of visits.flatMap((visit) => brokenIn(visit, known))) {
    const { name, found, user } = broken
    const place = JSON.stringify([found.code, name, found.place])
    if (told.has(place)) continue
    told.add(place)
    const key = user === undefined ? place : JSON.stringify([found.code, name])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [broken])
    else group.push(broken)
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [withUsers(first, others)]))
}

/** What is wrong with a reference, and the name that it uses. */
interface Broken {
  readonly name: string
  readonly found: Diagnostic
  /** Who uses what is missing; absent where it is there and does not fit. */
  readonly user?: string
}

/** Others that use the same are shown as far as somebody reads on. */
const MOST_SHOWN = 5

function withUsers({ found }: Broken, others: readonly Broken[]): Diagnostic {
  if (others.length === 0) return found
  const too = others.length === 1 ? 'so does one other' : `so do ${others.length} others`
  const shown = others.slice(0, MOST_SHOWN)
  return {
    ...found,
    message: `${found.message}, and ${too}`,
    related: shown.map(({ found: { place }, user = '' }) => ({ place, note: `"${user}" uses it too` })),
  }
}

function brokenIn(visit: Visit, known: Known): readonly Broken[] {
  const found: Broken[] = []
  const operands = visit.operands
  for (const operand of operands) if (operand.kind === 'list') found.push(...listReference(operand, visit, known))
  for (const operand of operands) {
    if (operand.kind !== 'property') continue
    const { name, settings } = operand.use
    if (name.startsWith(userDefined) && !known.properties.has(name))
      found.push(missing('property', name, known.properties, visit))
    if (settings !== undefined) found.push(...settingsReference(settings, visit, known))
  }
  if (visit.kind !== 'rule') return found
  for (const user of [visit.item.action, ...visit.item.events])
    if ('settings' in user && user.settings !== undefined) found.push(...settingsReference(user.settings, visit, known))
  return found
}

function listReference(
  { name, type: needs }: { readonly name: string; readonly type: string },
  visit: Visit,
  { lists }: Known,
): readonly Broken[] {
  const types = lists.get(name) ?? []
  const [type] = types
  if (type === undefined) return [missing('list', name, lists.keys(), visit)]
  return types.includes(needs) ? [] : [{ name, found: mismatch(visit, name, type, needs) }]
}

function settingsReference(name: string, visit: Visit, { settings }: Known): readonly Broken[] {
  return settings.has(name) ? [] : [missing('settings object', name, settings, visit)]
}

function missing(what: string, name: string, names: Iterable<string>, visit: Visit): Broken {
  const found: Diagnostic = {
    code: `REF-${what === 'list' ? 'LIST' : what === 'property' ? 'PROPERTY' : 'SETTINGS'}`,
    severity: 'error',
    message: `"${pathOf(visit)}" uses the ${what} "${name}", which does not exist`,
    place: placeOf(visit, name),
    help: didYouMean(name, names)?.help ?? `declare the ${what}, or correct the name`,
  }
  return { name, found, user: pathOf(visit) }
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

/** The term that names the object where the criteria were written as text, else the whole item. */
function placeOf(visit: Visit, name: string): Place {
  const { place, terms } = visit.item.criteria
  const term = terms.find(({ operand }) => operand.kind === 'list' && operand.name === name)
  if (place?.kind === 'node' && term?.within !== undefined) return { ...place, within: term.within }
  const { place: whole } = visit.item
  // Where a name was handed to a template, it stands where the template was asked for.
  const given = whole.kind === 'range' ? whole.given?.find(({ text }) => text === name) : undefined
  return given?.place ?? whole
}
