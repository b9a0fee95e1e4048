import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { SettingsObject } from '../../model/policy/settings-object.ts'
import { differences, type LineDifference } from '../show/difference.ts'
import { showPolicy } from '../show/show.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { closureOf } from './closure.ts'

/**
 * What a top-level rule set says, as plain data that is equal for equal content: where it was written, what numbers it
 * has and which regions it was made for are left out. Lists are compared by themselves, so only their names count.
 */
export function ruleSetContent(ruleSet: RuleSet, policy: PolicyObjects): unknown {
  return { ruleSet: bare(ruleSet), ...objectsContent(closureOf(ruleSet, policy)) }
}

/** What tables, settings and properties of a policy say, each with its name. */
export function objectsContent({ tables, settings, properties }: PolicyObjects): {
  readonly [Kind in 'tables' | 'settings' | 'properties']: readonly { readonly name: string }[]
} {
  return {
    tables: byName(tables).map(({ name, type, rows }) => ({ name, type, rows })),
    settings: byName(settings).map(({ name, target, values }) => ({ name, target, values: readable(values) })),
    properties: byName(properties).map(({ name, type, initial }) => ({ name, type, initial })),
  }
}

/** What a rule set as held says, with only those values of its settings that the wanted one sets: others are nobody's. */
export function heldContent(held: PolicyObjects, wanted: PolicyObjects): PolicyObjects {
  const set = new Map(wanted.settings.map(({ name, values }) => [name, new Set(values.map(({ key }) => key))]))
  const settings = held.settings.map((one): SettingsObject => ({
    ...one,
    values: one.values.filter(({ key }) => set.get(one.name)?.has(key) === true),
  }))
  return { ...held, settings }
}

/** In what two rule sets differ, in the readable notation; entries of lists are no part of it. */
export function ruleSetDifferences(
  held: PolicyObjects,
  wanted: PolicyObjects,
  words: Vocabulary,
): readonly LineDifference[] {
  const lines = (policy: PolicyObjects): Parameters<typeof differences>[0] => [
    ...showPolicy({ ...policy, lists: [] }, words),
  ]
  return differences(lines(held), lines(wanted))
}

/** Values in the order of their keys; what is encrypted cannot be compared, only that it is there. */
function readable(values: SettingsObject['values']): unknown {
  return values
    .map(({ key, value, encrypted }) => (encrypted === true ? { key } : { key, value }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

function byName<Named extends { readonly name: string }>(objects: readonly Named[]): readonly Named[] {
  return objects.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const notContent = new Set(['place', 'within', 'regions'])

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([key]) => !notContent.has(key))
  return Object.fromEntries(fields.map(([key, inner]) => [key, bare(inner)]))
}
