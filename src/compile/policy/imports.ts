import { ownedDescription, type DesiredList } from '../../model/policy/list.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { withNames } from '../../policy/with-names.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { lostParts } from '../../policy/xml/lost-parts.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { contentOf } from '../emit/canonical.ts'
import { mergeEntries, type MergedEntries } from './merge-entries.ts'
import type { ImportChanges, NameChange, WrittenText } from './policy-source.ts'

/** The exports of a cluster, read when they are first asked for. */
export interface Imports {
  readonly ruleSet: (path: WrittenText, changes: ImportChanges) => Checked<RuleSet>
  /** The objects that the imported rule sets brought along; what two of them have the same of is there once. */
  readonly brought: () => Omit<PolicyObjects, 'ruleSets'>
  /** The lists of the repository with the entries that imports add to them. */
  readonly merge: (lists: readonly DesiredList[]) => Checked<readonly DesiredList[]>
}

/** Makes the exports importable; a path is compared with the end of the files' paths. */
export function importsOf(files: readonly SourceFile[], vocabulary: Vocabulary): Imports {
  const read: Omit<PolicyObjects, 'ruleSets'>[] = []
  const merged: MergedEntries[] = []
  return {
    ruleSet(path, changes) {
      const file = files.find((one) => one.path === path.text || one.path.endsWith(`/${path.text}`))
      if (file === undefined) return failed([noExport(path, files)])
      const { value, diagnostics } = decodeExport(file, vocabulary)
      const ruleSet = value?.ruleSets[0]
      if (value === undefined || ruleSet === undefined) return failed(diagnostics)
      const lost = value.kept === undefined ? [] : lostParts(value.kept)
      const more = lost.length === 0 ? [] : [notCarried(path, lost)]
      const strange = [
        ...changes.lists.flatMap((change) => unlessThere(change, 'list', [...value.lists, ...value.tables], path)),
        ...changes.settings.flatMap((change) => unlessThere(change, 'settings', value.settings, path)),
      ]
      for (const { kind, from: list, name } of changes.lists) {
        const from = value.lists.find((one) => one.name === list)
        if (kind === 'merge' && from !== undefined) merged.push({ into: name, from })
      }
      read.push(bringing(value, changes))
      const renamed = withNames(ruleSet, { list: calledBy(changes.lists), settings: calledBy(changes.settings) })
      return checked(renamed, [...diagnostics, ...more, ...strange])
    },
    brought: () => ({
      lists: once(read.flatMap(({ lists }) => lists)),
      tables: once(read.flatMap(({ tables }) => tables)),
      settings: once(read.flatMap(({ settings }) => settings)),
      properties: once(read.flatMap(({ properties }) => properties)),
    }),
    merge: (lists) => mergeEntries(lists, merged),
  }
}

function calledBy(changes: readonly NameChange[]): (name: string) => string {
  const called = new Map(changes.map(({ from, name }) => [from, name.text]))
  return (name) => called.get(name) ?? name
}

/** What an export brings along when some of its objects are replaced or get another name. */
function bringing(
  { lists, tables, settings, properties }: PolicyObjects,
  changes: ImportChanges,
): Omit<PolicyObjects, 'ruleSets'> {
  return {
    lists: lists.flatMap(becoming(changes.lists)),
    tables: tables.flatMap(becoming(changes.lists)),
    settings: settings.flatMap(becoming(changes.settings)),
    properties,
  }
}

/** An object under the name that it comes under; nothing where one of the repository takes its place. */
function becoming<Item extends { readonly name: string; readonly description: string; readonly place: Place }>(
  changes: readonly NameChange[],
): (item: Item) => readonly Item[] {
  const byName = new Map(changes.map((change) => [change.from, change]))
  return (item) => {
    const change = byName.get(item.name)
    if (change === undefined) return [item]
    // What the repository names is the repository's: it is kept on the appliances like any other.
    if (change.kind !== 'rename') return []
    return [{ ...item, name: change.name.text, description: ownedDescription(item.description), place: change.place }]
  }
}

/** Objects without those that are equal to an earlier one; what differs stays, and is found to be there twice. */
function once<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.toReversed().map((item) => [JSON.stringify(contentOf(item)), item])).values()].toReversed()
}

/** Parts that are named one by one. */
const MOST_PARTS = 3

function notCarried({ text, place }: WrittenText, lost: readonly string[]): Diagnostic {
  const named = lost.slice(0, MOST_PARTS).join(', ')
  const parts = lost.length > MOST_PARTS ? `${named} and ${lost.length - MOST_PARTS} more` : named
  return {
    code: 'POL-EXPORT-MORE',
    severity: 'warning',
    message: `the export "${text}" has parts that Pader does not understand, and the documents that it makes lack them: ${parts}`,
    place,
    why: 'they are kept where an export is only read and written back, as the subscription of a list is; a policy has no place for them',
    help: 'put a list of the repository in the place of a subscribed one with "use", and compare with "pader policy diff" after the import',
  }
}

function unlessThere(
  { from, place }: NameChange,
  what: 'list' | 'settings',
  there: readonly { readonly name: string }[],
  path: WrittenText,
): readonly Diagnostic[] {
  if (there.some(({ name }) => name === from)) return []
  const names = there.map(({ name }) => `"${name}"`)
  return [
    {
      code: what === 'list' ? 'REF-EXPORT-LIST' : 'REF-EXPORT-SETTINGS',
      severity: 'error',
      message: `the export "${path.text}" has no ${what} "${from}"`,
      place,
      help: names.length === 0 ? `it brings no ${what} along` : `it has ${names.join(', ')}`,
    },
  ]
}

function noExport(path: WrittenText, files: readonly SourceFile[]): Diagnostic {
  return {
    code: 'REF-EXPORT',
    severity: 'error',
    message: `there is no export "${path.text}"`,
    place: path.place,
    help: files.length === 0 ? 'put the file below exports/' : `exports: ${files.map((file) => file.path).join(', ')}`,
  }
}
