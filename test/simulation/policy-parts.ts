import type { ClusterSeed } from '../../src/emulator/profile.ts'
import { RULE_SETS } from './draw-rule-sets.ts'

/** Name of the part that says in which order all top-level rule sets are processed. */
export const ORDER = 'order of the rule sets'

/** Name of the part that says in which order those of others are. */
export const FOREIGN_ORDER = 'order of the foreign rule sets'

/** A rule set as the judge reads it: only what tells it from another. */
export interface SeenSet {
  readonly id: string
  readonly name: string
}

/** Rule sets, their order and the values of settings as parts of a view; nothing where a policy has no rule sets. */
export function* policyParts({ ruleSets, settings }: ClusterSeed): Generator<[string, string]> {
  const seen = ruleSets.map(({ xml }) => ({ ...tagOf(xml), xml }))
  for (const { id, name, xml } of seen) yield [`rule set ${id}`, JSON.stringify([name, xml])]
  for (const { id, title, properties } of settings)
    for (const [key, { value }] of Object.entries(properties))
      yield [`settings ${id} ${key}`, JSON.stringify([title, value])]
  if (seen.length > 0) yield [ORDER, JSON.stringify(seen.map(({ id, name }) => [id, name]))]
  const foreign = seen.filter(({ name }) => isForeignSet(name)).map(({ id }) => id)
  if (foreign.length > 0) yield [FOREIGN_ORDER, foreign.join(' ')]
}

/** Id and name in the first tag of a rule set. */
export function tagOf(xml: string): SeenSet {
  const [tag = ''] = /<ruleGroup\b[^>]*>/.exec(xml) ?? []
  const attribute = (name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return { id: attribute('id'), name: attribute('name') }
}

/** Whether a rule set of this name belongs to somebody else. */
export function isForeignSet(name: string): boolean {
  return RULE_SETS.foreign.some((one) => one === name)
}

/** The top-level rule sets of a view, in their order. */
export function setsIn(parts: ReadonlyMap<string, string>): readonly SeenSet[] {
  const order = JSON.parse(parts.get(ORDER) ?? '[]') as [string, string][]
  return order.map(([id, name]) => ({ id, name }))
}

/** Parts of settings that a rule set of a view refers to. */
export function settingsUsedBy(part: string, parts: ReadonlyMap<string, string>): readonly string[] {
  const [, xml = ''] = JSON.parse(parts.get(part) ?? '[]') as string[]
  const ids = new Set([...xml.matchAll(/configurationId="([^"]*)"/g)].map(([, id]) => id))
  return [...parts.keys()].filter((one) => one.startsWith('settings ') && ids.has(one.split(' ')[1]))
}
