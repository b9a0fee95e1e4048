import { columnsOf, openInlineList } from '../../appliance/inline-list.ts'
import { rowsOfValue, secretFields, splitEndpoint } from '../../appliance/setting-rows.ts'
import type { Encoding, Words } from '../../dialect/dialect.ts'
import { settingShapes, type FieldShape } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import { bothForms, cellForms, settledForm, wordsOfForm, type CellForm } from './cell-words.ts'

/** Columns that each field of a setting's rows may be in, by field and column: how the column would be read then. */
export type ColumnChoices = ReadonlyMap<string, ReadonlyMap<string, readonly CellForm[]>>

/** The ways in which a setting's rows can be divided into fields. */
export function rowForms(setting: SettingName): readonly (readonly string[])[] {
  const shape = settingShapes[setting]
  if (shape.kind === 'endpoints') return [['endpoint'], ['address', 'port']]
  if (shape.kind !== 'rows') return []
  const secret = secretFields(setting)
  return [shape.fields.map(({ name }) => name).filter((name) => !secret.has(name))]
}

/** The columns of an inline list in which the fields of a value may be; undefined where it does not hold the value. */
export function rowsExplain(
  setting: SettingName,
  fields: readonly string[],
  value: SettingValue,
  text: string,
): ColumnChoices | 'no row' | undefined {
  const list = openInlineList(text)
  if ('problem' in list) return undefined
  const wanted = rowsOfValue(setting, value)
  if (list.entries.length !== wanted.length) return undefined
  if (wanted.length === 0) return 'no row'
  const rows = list.entries.map(columnsOf)
  const held = rows.filter((row) => row !== undefined)
  if (held.length < rows.length) return undefined
  const keys = [...new Set(held.flatMap((row) => [...row.keys()]))]
  const choices = new Map<string, ReadonlyMap<string, readonly CellForm[]>>()
  const encrypted = keys.filter((key) => held.some((row) => row.get(key)?.attributes['encrypted'] === 'true'))
  for (const field of fields) {
    const fitting = new Map<string, readonly CellForm[]>()
    for (const key of keys) {
      if (encrypted.includes(key)) continue
      const cells = held.map(
        (row, index) => [row.get(key)?.attributes['value'] ?? '', wanted[index]?.get(field) ?? ''] as const,
      )
      const forms = cellForms(shapeOf(setting, field), cells, (cell, due) => sameCell(field, cell, due))
      if (forms.length > 0) fitting.set(key, forms)
    }
    if (fitting.size === 0) return undefined
    choices.set(field, fitting)
  }
  for (const field of secretFields(setting))
    if (encrypted.length > 0) choices.set(field, new Map(encrypted.map((key) => [key, ['as it is']])))
  return choices
}

/** What two looks leave possible for each field; undefined where nothing is left for one. */
export function sameCells(left: ColumnChoices, right: ColumnChoices): ColumnChoices | undefined {
  const both = new Map<string, ReadonlyMap<string, readonly CellForm[]>>()
  for (const field of new Set([...left.keys(), ...right.keys()])) {
    const [first, second] = [left.get(field), right.get(field)]
    const common = first === undefined || second === undefined ? (first ?? second) : commonColumns(first, second)
    if (common === undefined || common.size === 0) return undefined
    both.set(field, common)
  }
  return both
}

/** How the rows of a setting are kept. */
export type RowEncoding = Extract<Encoding, { kind: 'rows' }>

/**
 * The one column of each field, when no field can be in another one's; the fields that are not certain otherwise. A
 * column that holds a field's values as they are goes before one that could hold them by words.
 */
export function settleColumns(choices: ColumnChoices): RowEncoding | { readonly uncertain: readonly string[] } {
  const settled = new Map<string, readonly [column: string, form: CellForm]>()
  for (let found = true; found;) {
    found = false
    for (const [field, options] of choices) {
      if (settled.has(field)) continue
      const taken = new Set([...settled.values()].map(([column]) => column))
      const only = soleColumn([...options].filter(([column]) => !taken.has(column)))
      if (only === undefined) continue
      settled.set(field, only)
      found = true
    }
  }
  const uncertain = [...choices.keys()].filter((field) => !settled.has(field))
  if (uncertain.length > 0) return { uncertain }
  const words = [...settled].flatMap(([field, [, form]]): (readonly [string, Words])[] => {
    const said = wordsOfForm(form)
    return said === undefined ? [] : [[field, said]]
  })
  return {
    kind: 'rows',
    columns: Object.fromEntries([...settled].map(([field, [column]]) => [field, column])),
    ...(words.length === 0 ? {} : { words: Object.fromEntries(words) }),
  }
}

type Option = readonly [column: string, forms: readonly CellForm[]]

function soleColumn(options: readonly Option[]): readonly [column: string, form: CellForm] | undefined {
  const plain = options.filter(([, forms]) => forms.includes('as it is'))
  const [only, ...others] = plain.length > 0 ? plain : options
  const form = only === undefined || others.length > 0 ? undefined : settledForm(only[1])
  return only === undefined || form === undefined ? undefined : [only[0], form]
}

function commonColumns(
  left: ReadonlyMap<string, readonly CellForm[]>,
  right: ReadonlyMap<string, readonly CellForm[]>,
): ReadonlyMap<string, readonly CellForm[]> {
  const common = new Map<string, readonly CellForm[]>()
  for (const [column, forms] of left) {
    const both = bothForms(forms, right.get(column) ?? [])
    if (both.length > 0) common.set(column, both)
  }
  return common
}

function shapeOf(setting: SettingName, field: string): FieldShape | undefined {
  const shape = settingShapes[setting]
  return shape.kind === 'rows' ? shape.fields.find(({ name }) => name === field) : undefined
}

function sameCell(field: string, held: string, wanted: string): boolean {
  if (held === wanted) return true
  if (held === '' || wanted === '') return false
  if (field === 'endpoint') return JSON.stringify(splitEndpoint(held)) === JSON.stringify(splitEndpoint(wanted))
  return field === 'port' && Number(held) === Number(wanted)
}
