import { columnsOf, openInlineList } from '../../appliance/inline-list.ts'
import { rowsOfValue, secretFields, splitEndpoint } from '../../appliance/setting-rows.ts'
import { settingShapes } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'

/** Columns that each field of a setting's rows may be in, by field. */
export type ColumnChoices = ReadonlyMap<string, ReadonlySet<string>>

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
  const choices = new Map<string, ReadonlySet<string>>()
  for (const field of fields) {
    const fitting = keys.filter((key) =>
      held.every((row, index) =>
        sameCell(field, row.get(key)?.attributes['value'] ?? '', wanted[index]?.get(field) ?? ''),
      ),
    )
    if (fitting.length === 0) return undefined
    choices.set(field, new Set(fitting))
  }
  const encrypted = keys.filter((key) => held.some((row) => row.get(key)?.attributes['encrypted'] === 'true'))
  for (const field of secretFields(setting)) if (encrypted.length > 0) choices.set(field, new Set(encrypted))
  return choices
}

/** What two looks leave possible for each field; undefined where nothing is left for one. */
export function sameCells(left: ColumnChoices, right: ColumnChoices): ColumnChoices | undefined {
  const both = new Map<string, ReadonlySet<string>>()
  for (const field of new Set([...left.keys(), ...right.keys()])) {
    const [first, second] = [left.get(field), right.get(field)]
    const common = first === undefined || second === undefined ? (first ?? second) : intersection(first, second)
    if (common === undefined || common.size === 0) return undefined
    both.set(field, common)
  }
  return both
}

/** The one column of each field, when no field can be in another one's; the fields that are not certain otherwise. */
export function settleColumns(
  choices: ColumnChoices,
): { readonly columns: Readonly<Record<string, string>> } | { readonly uncertain: readonly string[] } {
  const settled = new Map<string, string>()
  for (let found = true; found;) {
    found = false
    const taken = new Set(settled.values())
    for (const [field, options] of choices) {
      if (settled.has(field)) continue
      const [only, ...others] = [...options].filter((option) => !taken.has(option))
      if (only === undefined || others.length > 0) continue
      settled.set(field, only)
      taken.add(only)
      found = true
    }
  }
  const uncertain = [...choices.keys()].filter((field) => !settled.has(field))
  return uncertain.length > 0 ? { uncertain } : { columns: Object.fromEntries(settled) }
}

function sameCell(field: string, held: string, wanted: string): boolean {
  if (held === wanted) return true
  if (held === '' || wanted === '') return false
  if (field === 'endpoint') return JSON.stringify(splitEndpoint(held)) === JSON.stringify(splitEndpoint(wanted))
  return field === 'port' && Number(held) === Number(wanted)
}

function intersection(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((one) => right.has(one)))
}
