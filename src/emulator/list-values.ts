import { isIP } from 'node:net'
import type { StoredEntry, StoredList } from './storage.ts'
import { WIRE } from './wire-names.ts'

/** Why an entry does not fit into a list, in the words that clients look for. */
export function entryProblem(list: StoredList, entry: StoredEntry): string | undefined {
  if (entry.row !== undefined) return isComplex(list) ? undefined : WIRE.invalidEntry
  if (isComplex(list)) return WIRE.invalidEntry
  return fits(shortType(list.typeId), entry.value) ? undefined : WIRE.invalidEntry
}

/** A type as paths and feeds name it: `regex` for the long type of lists of regular expressions. */
export function shortType(typeId: string): string {
  return typeId.startsWith(WIRE.typePrefix) ? typeId.slice(WIRE.typePrefix.length) : typeId
}

/** The long type behind a short or a long one. */
export function longType(type: string): string {
  return type.includes('.') && !type.startsWith('complex.') ? type : `${WIRE.typePrefix}${type}`
}

const remembered = new WeakMap<readonly StoredEntry[], Set<string>>()

/** Whether a list has an entry of that value already. */
export function hasValue(entries: readonly StoredEntry[], value: string): boolean {
  return valuesOf(entries).has(value)
}

/** The entries with one more; what is known of the values moves on to them, so that growing a list stays cheap. */
export function withEntry(
  entries: readonly StoredEntry[],
  position: number,
  entry: StoredEntry,
): readonly StoredEntry[] {
  const values = valuesOf(entries)
  const grown = entries.toSpliced(position, 0, entry)
  remembered.delete(entries)
  remembered.set(grown, values.add(entry.value))
  return grown
}

/** The first value that occurs twice, if one does. */
export function duplicateValue(entries: readonly StoredEntry[]): string | undefined {
  const seen = new Set<string>()
  for (const { value } of entries) {
    if (seen.has(value)) return value
    seen.add(value)
  }
  return undefined
}

function valuesOf(entries: readonly StoredEntry[]): Set<string> {
  const known = remembered.get(entries)
  if (known !== undefined) return known
  const values = new Set(entries.map(({ value }) => value))
  remembered.set(entries, values)
  return values
}

function isComplex({ typeId }: StoredList): boolean {
  return typeId.startsWith(WIRE.complexTypePrefix)
}

function fits(type: string, value: string): boolean {
  if (value.trim() === '') return false
  switch (type) {
    case 'ip':
      return isIP(value) !== 0
    case 'iprange':
      return isRange(value)
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value)
    case 'mediatype':
      return value.includes('/')
    default:
      return true
  }
}

function isRange(value: string): boolean {
  const [address = '', prefix, ...more] = value.split('/')
  if (prefix !== undefined && more.length === 0) {
    const longest = isIP(address) === 6 ? 128 : 32
    return isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest
  }
  const ends = value.split('-').map((end) => isIP(end.trim()))
  return ends.length <= 2 && ends.every((kind) => kind !== 0 && kind === ends[0])
}
