import type { Cluster, Region } from '../../model/fleet.ts'
import type { RegionalObject } from '../../model/policy/regional.ts'
import { hidden } from '../../policy/show/secrets.ts'
import { withOwnProperties, type Vocabulary } from '../../policy/vocabulary.ts'
import type { Cause, Change } from './change.ts'
import { canonical, isSourced } from './content.ts'
import type { Field } from './fields.ts'
import {
  fieldsOf,
  identityOf,
  listObject,
  partOf,
  propertyObject,
  settingsObject,
  tableObject,
  type PolicyObject,
} from './object-parts.ts'
import { movedSiblings, type Standing } from './positions.ts'
import { renamedObjects } from './renamed-objects.ts'
import { ruleSetObjects } from './rule-parts.ts'
import type { Place } from '../../source/place.ts'

/** What changes in regions and policy, part by part: an object that comes or goes is told once, with all that is in it. */
export function objectChanges(before: Cluster, after: Cluster, words: Vocabulary): readonly Change[] {
  const old = indexed(policyObjects(before, words))
  const now = indexed(policyObjects(after, words))
  const gone = [...old.values()].filter((one) => isTopmost(one, now))
  const fresh = [...now.values()].filter((one) => isTopmost(one, old))
  const renamed = renamedObjects(gone, fresh, old, now)
  const from = new Map([...renamed].map(([earlier, later]) => [later, earlier]))
  return [
    ...[...now.values()].flatMap((later) => {
      const earlier = old.get(later.key)
      if (earlier !== undefined) return fieldChanges(earlier, later)
      const known = from.get(later)
      if (known !== undefined) return [renaming(known, later)]
      return fresh.includes(later) ? [presence(later, 'after')] : []
    }),
    ...gone.filter((one) => !renamed.has(one)).map((one) => presence(one, 'before')),
    ...moves(old, now),
  ]
}

/** A change of one value. */
type Valued = Extract<Change, { readonly kind: 'value changed' }>

/** Objects by their key. */
type Objects = ReadonlyMap<string, PolicyObject>

function indexed(objects: readonly PolicyObject[]): Objects {
  return new Map(objects.map((one) => [one.key, one]))
}

function policyObjects(cluster: Cluster, vocabulary: Vocabulary): readonly PolicyObject[] {
  const { regions, policy, regional = [] } = cluster
  const words = withOwnProperties(vocabulary, policy.properties)
  const objects = [
    ...regions.map(regionObject),
    ...policy.lists.map(listObject),
    ...policy.tables.map(tableObject),
    ...ruleSetObjects(policy.ruleSets, words),
    ...policy.settings.map(settingsObject),
    ...policy.properties.map(propertyObject),
    ...regional.filter(({ kind }) => kind === 'parameter').map(parameterObject),
  ]
  const said = new Map(regional.map((one) => [identityOf({ kind: one.kind, name: one.name }).key, one.override]))
  return objects.map((one) => withOverride(one, said.get(one.key)))
}

/** What a region may do is no part of any object at an appliance; whoever reviews a change of it wants to see it. */
function withOverride(one: PolicyObject, override: RegionalObject['override']): PolicyObject {
  if (override === undefined) return one
  return { ...one, fields: new Map([...one.fields, ['override', { value: override.words, place: override.place }]]) }
}

function parameterObject({ name, place, shared }: RegionalObject): PolicyObject {
  return { ...identityOf({ kind: 'parameter', name }), place, fields: fieldsOf(place, { default: shared?.value }) }
}

function regionObject(region: Region): PolicyObject {
  const { name, place, ...values } = region
  const fields = Object.entries(values).map(([field, value]): readonly [string, Field] => [
    field,
    { value, place: placeOf(value) ?? place },
  ])
  return { ...identityOf({ kind: 'region', name }), place, fields: new Map(fields) }
}

function placeOf(value: unknown): Place | undefined {
  if (isSourced(value)) return value.origin.place
  return Array.isArray(value) ? placeOf(value[0]) : undefined
}

/** Whether the other revision lacks an object, but not what it stands in: what comes or goes with its rule set is not told. */
function isTopmost({ key, within }: PolicyObject, others: Objects): boolean {
  return !others.has(key) && (within === undefined || others.has(within))
}

function presence(one: PolicyObject, side: Cause['side']): Change {
  const { subject, fields, place } = one
  const value = Object.fromEntries([...fields].map(([name, field]) => [name, shownOf(field)]))
  const values = side === 'after' ? { before: undefined, after: value } : { before: value, after: undefined }
  return { kind: 'value changed', subject, field: '', ...values, nodes: [], cause: { side, place } }
}

function renaming(earlier: PolicyObject, { subject, place }: PolicyObject): Change {
  const names = { before: nameOf(earlier), after: 'name' in subject ? subject.name : '' }
  return { kind: 'value changed', subject, field: 'name', ...names, nodes: [], cause: { side: 'after', place } }
}

function nameOf({ subject }: PolicyObject): string {
  return 'name' in subject ? subject.name : ''
}

function fieldChanges(earlier: PolicyObject, { subject, fields, place }: PolicyObject): readonly Change[] {
  return [...new Set([...earlier.fields.keys(), ...fields.keys()])].flatMap((field): Change[] => {
    const [was, is] = [earlier.fields.get(field), fields.get(field)]
    if (canonical(was?.value) === canonical(is?.value)) return []
    const cause: Cause = { side: 'after', place: is === undefined ? place : placeOfDifference(was, is) }
    return [{ kind: 'value changed', subject, field, ...shownPair(was, is), nodes: [], cause }]
  })
}

/** Both values as people may see them; two that differ do not look the same. */
function shownPair(was: Field | undefined, is: Field | undefined): Pick<Valued, 'before' | 'after'> {
  const [before, after] = [was && shownOf(was), is && shownOf(is)]
  if (canonical(before) !== canonical(after)) return { before, after }
  if (canonical(before).includes(hidden)) return { before: hidden, after: '(another secret)' }
  return { before: was?.value, after: is?.value }
}

/** The line of the first entry that is another one, where the entries stand one below the other. */
function placeOfDifference(was: Field | undefined, is: Field): Place {
  if (!Array.isArray(is.value) || is.place.kind !== 'node' || is.place.part !== 'key') return is.place
  const old: readonly unknown[] = Array.isArray(was?.value) ? was.value : []
  const first = is.value.findIndex((entry, index) => canonical(entry) !== canonical(old[index]))
  return first === -1 ? is.place : partOf(is.place, first)
}

function shownOf({ value, shown }: Field): unknown {
  return shown ?? value
}

/** Rules and rule sets run from the top: the same ones in another order are another policy. */
function moves(old: Objects, now: Objects): readonly Change[] {
  const inside = (objects: Objects, within: string | undefined, kind: string): readonly string[] =>
    [...objects.values()].filter((one) => one.within === within && one.subject.kind === kind).map(({ key }) => key)
  const sets = [...now.values()].filter(({ subject, key }) => subject.kind === 'rule set' && old.has(key))
  const words = (standing: Standing): string => {
    const known = standing.kind === 'first' ? undefined : now.get(standing.name)
    return known === undefined ? 'first' : `${standing.kind} "${nameOf(known)}"`
  }
  return [undefined, ...sets.map(({ key }) => key)].flatMap((within) =>
    ['rule', 'rule set'].flatMap((kind) =>
      movedSiblings(inside(old, within, kind), inside(now, within, kind)).flatMap(
        ({ name, before, after }): Change[] => {
          const one = now.get(name)
          if (one === undefined) return []
          const cause: Cause = { side: 'after', place: one.place }
          const values = { before: words(before), after: words(after) }
          return [{ kind: 'value changed', subject: one.subject, field: 'position', ...values, nodes: [], cause }]
        },
      ),
    ),
  )
}
