import type { Change, Subject } from '../../plan/review/change.ts'
import { canonical } from '../../plan/review/content.ts'
import { waiverWords } from '../../plan/review/waivers.ts'
import { unreachable } from '../../source/unreachable.ts'
import { nodeNames } from '../text/node-names.ts'
import { contrasted, shortened, valueWordsOf } from './values.ts'

/** What a change is at a glance, as in git: added green, removed red, changed yellow, moved magenta. */
export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved'

/** A change in words. */
export interface ChangeWords {
  readonly sign: ChangeSign
  readonly text: string
  /** Old and new value, for a changed value. */
  readonly values?: { readonly before: string; readonly after: string }
}

/** Longest list that is shown in full on both sides. */
const LONGEST_LIST = 40

/** Longest map that is shown in full on both sides. */
const LONGEST_MAP = 60

/** Fields that hold many entries one below the other. */
const entryFields: ReadonlySet<string> = new Set(['entries', 'rows', 'events'])

/** Says what a change does, without its place; `nodes` are all that it is told of at once. */
export function changeWords(change: Change, nodes: readonly string[]): ChangeWords {
  if ('node' in change) return nodeWords(change, nodes)
  switch (change.kind) {
    case 'cluster added':
      return { sign: 'added', text: 'the cluster is new' }
    case 'cluster removed':
      return { sign: 'removed', text: 'the cluster was removed from the repository; its appliances stay as they are' }
    case 'location added':
      return { sign: 'added', text: `location "${change.location}"` }
    case 'location removed':
      return { sign: 'removed', text: `location "${change.location}"` }
    case 'location renamed':
      return { sign: 'moved', text: `location "${change.from}" is renamed to "${change.location}"` }
    case 'value changed':
      return valueWords(change, nodes)
    case 'waiver added':
      return { sign: 'added', text: `waiver of ${waiverWords(change.waiver)}` }
    case 'waiver removed':
      return { sign: 'removed', text: `waiver of ${waiverWords(change.waiver)}` }
    case 'waiver changed':
      return {
        sign: 'changed',
        text: `waiver of ${change.after.code}`,
        values: { before: waiverWords(change.before), after: waiverWords(change.after) },
      }
    default:
      return unreachable(change)
  }
}

function nodeWords(change: Extract<Change, { readonly node: unknown }>, nodes: readonly string[]): ChangeWords {
  switch (change.kind) {
    case 'node added':
      return { sign: 'added', text: `${change.transit ? 'transit ' : ''}node "${change.node}" at ${change.location}` }
    case 'node removed':
      return { sign: 'removed', text: `${change.transit ? 'transit ' : ''}node "${change.node}" at ${change.location}` }
    case 'node renamed':
      return { sign: 'moved', text: `node "${change.from}" is renamed to "${change.node}"; it is the same appliance` }
    case 'node moved':
      return {
        sign: 'moved',
        text:
          nodes.length === 1
            ? `node "${change.node}" moves from ${change.from} to ${change.location}`
            : `${nodes.length} nodes move from ${change.from} to ${change.location}: ${nodeNames(nodes)}`,
      }
    case 'hardware replaced':
      return {
        sign: 'moved',
        text: `node "${change.node}" gets another appliance`,
        values: { before: change.before, after: change.after },
      }
    default:
      return unreachable(change)
  }
}

function valueWords(
  { subject, field, before, after }: Change & { readonly kind: 'value changed' },
  nodes: readonly string[],
): ChangeWords {
  const sign = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const where = subjectWords(subject, nodes)
  if (field === '') return { sign, text: where, ...entryValues(before, after) }
  if (field === 'name' && 'name' in subject) {
    const old = subjectWords({ ...subject, name: String(before) }, nodes)
    return { sign: 'moved', text: `${old} is renamed to "${String(after)}"` }
  }
  return { sign, text: `${field} of ${where}`, ...bothValues(field, before, after) }
}

/** Both values; of entries, long lists and long maps what differs, which is all that is worth the width. */
function bothValues(field: string, before: unknown, after: unknown): Pick<ChangeWords, 'values'> {
  const whole = Math.max(valueWordsOf(before).length, valueWordsOf(after).length)
  if ((entryFields.has(field) || whole > LONGEST_LIST) && Array.isArray(before) && Array.isArray(after))
    return entryValues(before, after)
  if (typeof before === 'string' && typeof after === 'string') return { values: contrasted(before, after) }
  const [old, now] = [plainOf(before), plainOf(after)]
  if (whole > LONGEST_MAP && isMap(old) && isMap(now)) return { values: partsThatDiffer(old, now) }
  return { values: { before: valueWordsOf(before), after: valueWordsOf(after) } }
}

/** Of a map, the keys whose values are not the same on both sides. */
function partsThatDiffer(before: object, after: object): NonNullable<ChangeWords['values']> {
  const [old, now] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))]
  const only = (side: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string =>
    valueWordsOf(Object.fromEntries([...side].filter(([key, value]) => canonical(value) !== canonical(other.get(key)))))
  return { before: only(old, now), after: only(now, old) }
}

/** A value without where it is written. */
function plainOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(canonical(value))
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of a list or a file that changes, the entries or lines that leave and those that come. */
function entryValues(before: unknown, after: unknown): Pick<ChangeWords, 'values'> {
  const [old, now] = [entriesOf(before), entriesOf(after)]
  if (old === undefined || now === undefined) return {}
  const without = (entries: readonly string[], others: readonly string[]): string =>
    entries.filter((entry) => !others.includes(entry)).join(', ')
  const [gone, fresh] = [without(old, now), without(now, old)]
  if (gone === '' && fresh === '') return { values: { before: 'the old order', after: 'another order' } }
  return { values: { before: shortened(gone) || 'nothing', after: shortened(fresh) || 'nothing' } }
}

function entriesOf(list: unknown): readonly string[] | undefined {
  return Array.isArray(list) ? list.map(valueWordsOf) : undefined
}

function subjectWords(subject: Subject, nodes: readonly string[]): string {
  if (subject.kind === 'cluster') return 'the cluster'
  if (subject.kind === 'location') return `location ${subject.location}`
  if (subject.kind === 'nodes') return nodeWordsOf(nodes)
  const object = `${subject.kind} "${subject.name}"`
  if (subject.kind === 'rule') return `${object} in rule set "${subject.ruleSet}"`
  return subject.kind === 'system file' ? `${object} of ${nodeWordsOf(nodes)}` : object
}

function nodeWordsOf(nodes: readonly string[]): string {
  return nodes.length === 1 ? `node ${nodes[0] ?? ''}` : `${nodes.length} nodes: ${nodeNames(nodes)}`
}
