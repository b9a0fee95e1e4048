import type { RangeCut } from '../../source/fix.ts'
import type { DocumentPath } from '../../source/place.ts'
import type { YamlEdit } from '../../source/yaml-edit.ts'
import { membersOf, sliceText } from '../documents/range.ts'
import { isMap } from '../documents/sheet.ts'

/**
 * The edits that write a range of nodes as several, in a document that holds `content`. The first part keeps the key's
 * place and comments; undefined where there is no such range or a cut is not inside it.
 */
export function cutRange(content: unknown, { path, after }: RangeCut): readonly YamlEdit[] | undefined {
  const key = path.at(-1)
  const parent = path.slice(0, -1)
  const value = path.reduce<unknown>((inner, step) => (isMap(inner) ? inner[step] : undefined), content)
  const members = typeof key === 'string' ? membersOf(key) : undefined
  if (typeof key !== 'string' || members === undefined || !isMap(value)) return undefined
  const bounds = [0, ...after, members]
  if (bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0))) return undefined
  const [first = members] = after
  const kept = sliceText(key, 0, first)
  return [
    { kind: 'rename', path, to: kept },
    ...narrowing(value, [...parent, kept], 0, first),
    ...after.map((from, index): YamlEdit => {
      const to = after[index + 1] ?? members
      return { kind: 'set', path: [...parent, sliceText(key, from, to)], value: slice(value, from, to) }
    }),
  ]
}

/** Leaves only some members' share of what is written for a range. */
function narrowing(value: unknown, path: DocumentPath, from: number, to: number): readonly YamlEdit[] {
  if (typeof value === 'string') {
    const own = sliceText(value, from, to)
    return own === value ? [] : [{ kind: 'set', path, value: own }]
  }
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => narrowing(one, [...path, index], from, to))
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, inner]): readonly YamlEdit[] => {
    if (key !== 'uuids' || !Array.isArray(inner)) return narrowing(inner, [...path, key], from, to)
    const own: readonly unknown[] = inner.slice(from, to)
    if (to - from > 1) return [{ kind: 'set', path: [...path, key], value: own }]
    return [
      { kind: 'remove', path: [...path, key] },
      { kind: 'set', path: [...path, 'uuid'], value: own[0] },
    ]
  })
}

function slice(value: unknown, from: number, to: number): unknown {
  if (typeof value === 'string') return sliceText(value, from, to)
  if (Array.isArray(value)) return value.map((one: unknown) => slice(one, from, to))
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== 'uuids' || !Array.isArray(inner)) return [key, slice(inner, from, to)]
      const own: readonly unknown[] = inner.slice(from, to)
      return to - from > 1 ? [key, own] : ['uuid', own[0]]
    }),
  )
}
