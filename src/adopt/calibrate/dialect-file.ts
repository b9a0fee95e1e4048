import {
  identifierKinds,
  type Dialect,
  type DocumentEntry,
  type Fact,
  type FactName,
  type Identifier,
  type PropertyEntry,
} from '../../dialect/dialect.ts'
import type { LearnedId } from './learn-ids.ts'
import type { LearnedFrom } from './conclude.ts'

/** What a calibration found out, of all kinds. */
export interface Findings {
  readonly settings: readonly PropertyEntry[]
  readonly documents: readonly DocumentEntry[]
  readonly ids: readonly LearnedId[]
  readonly facts: readonly (readonly [name: FactName, fact: Fact])[]
}

/** The text of `dialect.json`: what it held before, and what was found out over it. */
export function dialectFile(
  before: Dialect | undefined,
  name: string,
  findings: Findings,
  occasion: LearnedFrom,
): string {
  const settings = new Map(before?.settings)
  for (const entry of findings.settings) settings.set(entry.setting, withWordsOf(settings.get(entry.setting), entry))
  const documents = new Map(before?.documents)
  for (const entry of findings.documents) documents.set(entry.id, entry)
  const facts = new Map([...(before?.facts ?? []), ...findings.facts])
  const file = {
    format: 1,
    name: before?.name ?? name,
    description: before?.description || 'What was learnt from the appliances of this cluster by pader calibrate.',
    ...section(
      'documents',
      [...documents.values()].map(({ id, ...entry }) => [id, entry]),
    ),
    ...section(
      'settings',
      [...settings.values()].map(({ setting, ...entry }) => [setting, entry]),
    ),
    ...section(
      'policy',
      identifierKinds.flatMap((kind) => policySection(kind, before, findings.ids, occasion)),
    ),
    ...section('facts', [...facts]),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/** Words of a choice are learnt one by one: what was known of the same property stays known. */
function withWordsOf(before: PropertyEntry | undefined, entry: PropertyEntry): PropertyEntry {
  const { encoding } = entry
  if (before?.key !== entry.key || before.document !== entry.document) return entry
  if (encoding.kind !== 'number' || encoding.words === undefined || before.encoding.kind !== 'number') return entry
  return { ...entry, encoding: { ...encoding, words: { ...before.encoding.words, ...encoding.words } } }
}

function policySection(
  kind: (typeof identifierKinds)[number],
  before: Dialect | undefined,
  ids: readonly LearnedId[],
  occasion: LearnedFrom,
): readonly (readonly [string, object])[] {
  const words = new Map<string, Omit<Identifier, 'name'>>()
  for (const { name, ...word } of before?.policy[kind].values() ?? []) words.set(name, word)
  for (const { name, id, rule } of ids.filter((one) => one.kind === kind)) {
    words.set(name, {
      ...words.get(name),
      id,
      provenance: { mark: 'calibrated', source: `rule "${rule}"`, ...occasion },
    })
  }
  return words.size === 0 ? [] : [[kind, sorted([...words])]]
}

function section(name: string, entries: readonly (readonly [string, unknown])[]): object {
  return entries.length === 0 ? {} : { [name]: sorted(entries) }
}

function sorted(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
