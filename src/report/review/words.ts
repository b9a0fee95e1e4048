import type { Change, Subject } from '../../plan/review/change.ts'
import { canonical } from '../../plan/review/content.ts'
import { unreachable } from '../../source/unreachable.ts'

/** What a change is at a glance, as in git: added green, removed red, changed yellow, moved magenta. */
export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved'

/** A change in words. */
export interface ChangeWords {
  readonly sign: ChangeSign
  readonly text: string
  /** Old and new value, for a changed value. */
  readonly values?: { readonly before: string; readonly after: string }
}

/** Longest value that is shown in full. */
const LONGEST = 120

/** Says what a change does, without its place. */
export function changeWords(change: Change): ChangeWords {
  if ('node' in change) return nodeWords(change)
  switch (change.kind) {
    case 'cluster added':
      return { sign: 'added', text: 'the cluster is new' }
    case 'cluster removed':
      return { sign: 'removed', text: 'the cluster is gone from the repository; its appliances stay as they are' }
    case 'location added':
      return { sign: 'added', text: `location "${change.location}"` }
    case 'location removed':
      return { sign: 'removed', text: `location "${change.location}"` }
    case 'location renamed':
      return { sign: 'moved', text: `location "${change.from}" is renamed to "${change.location}"` }
    case 'value changed':
      return valueWords(change)
    default:
      return unreachable(change)
  }
}

function nodeWords(change: Extract<Change, { readonly node: unknown }>): ChangeWords {
  switch (change.kind) {
    case 'node added':
      return { sign: 'added', text: `${change.transit ? 'transit ' : ''}node "${change.node}" at ${change.location}` }
    case 'node removed':
      return { sign: 'removed', text: `${change.transit ? 'transit ' : ''}node "${change.node}" at ${change.location}` }
    case 'node renamed':
      return { sign: 'moved', text: `node "${change.from}" is renamed to "${change.node}"; it is the same appliance` }
    case 'node moved':
      return { sign: 'moved', text: `node "${change.node}" moves from ${change.from} to ${change.location}` }
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

function valueWords({
  subject,
  field,
  before,
  after,
  nodes,
}: Change & { readonly kind: 'value changed' }): ChangeWords {
  const sign = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const where = subjectWords(subject, nodes)
  if (field === '') return { sign, text: where, ...entryValues(before, after) }
  return {
    sign,
    text: `${field} of ${where}`,
    values: { before: valueWordsOf(before), after: valueWordsOf(after) },
  }
}

/** Of a list that changes, the entries that leave and those that come. */
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
  if (typeof list !== 'object' || list === null || !('entries' in list) || !Array.isArray(list.entries))
    return undefined
  return list.entries.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'value' in entry ? String(entry.value) : String(entry),
  )
}

function subjectWords(subject: Subject, nodes: readonly string[]): string {
  if (subject.kind === 'cluster') return 'the cluster'
  if (subject.kind === 'location') return `location ${subject.location}`
  if (subject.kind !== 'nodes') return `${subject.kind} "${subject.name}"`
  return nodes.length === 1 ? `node ${nodes[0] ?? ''}` : `${nodes.length} nodes: ${nodes.join(', ')}`
}

/** A value of YAML in one line, in flow style. */
export function valueWordsOf(value: unknown): string {
  if (value === undefined) return 'unset'
  const plain: unknown = JSON.parse(canonical(value))
  const words = flow(plain)
  return shortened(words)
}

function shortened(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}… (${words.length} characters)`
}

/** An address with its port and nothing else is written as everybody writes it. */
function isEndpoint(value: object): value is { readonly address: unknown; readonly port: unknown } {
  return 'address' in value && 'port' in value && Object.keys(value).length === 2
}

function flow(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object' && isEndpoint(value)) return `${String(value.address)}:${String(value.port)}`
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, field]) => `${key}: ${flow(field)}`)
      .join(', ')}}`
  return typeof value === 'string' ? value || '""' : JSON.stringify(value)
}
