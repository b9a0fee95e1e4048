import { fieldsOf, mapOf, reject, type Fields, type Read } from '../../source/fields.ts'
import { keyAt } from '../../source/place.ts'
import type { ImportChanges, NameChange } from './policy-source.ts'
import { written } from './written.ts'

/** Reads what becomes of the objects that an export brings along. */
export function readImportChanges(fields: Fields): ImportChanges {
  return {
    lists: changesIn(fields, 'lists', ['use', 'rename', 'merge']),
    settings: changesIn(fields, 'settings', ['use', 'rename']),
  }
}

function changesIn<Kind extends NameChange['kind']>(
  fields: Fields,
  key: string,
  kinds: readonly Kind[],
): readonly NameChange<Kind>[] {
  const changes = fields.optional(key, mapOf(readChange(kinds)))
  return [...(changes ?? [])].map(([from, change]) => ({ from, ...change }))
}

function readChange<Kind extends NameChange['kind']>(kinds: readonly Kind[]): Read<Omit<NameChange<Kind>, 'from'>> {
  return (value, at) => {
    const fields = fieldsOf(value, at)
    if (fields === undefined) return undefined
    const place = keyAt(at.file, at.path)
    const said = kinds.flatMap((kind) => {
      const name = fields.optional(kind, written)
      return name === undefined ? [] : [{ place, kind, name }]
    })
    fields.done()
    const [change] = said
    if (change !== undefined && said.length === 1) return change
    const words = kinds.map((kind) => `"${kind}"`)
    return reject(at, `expected one of ${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`)
  }
}
