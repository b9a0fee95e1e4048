import { fieldsOf, reject, type Read } from '../../source/fields.ts'
import { keyAt } from '../../source/place.ts'
import type { ListChange } from './policy-source.ts'
import { written } from './written.ts'

/** Reads what becomes of a list that an export brings along. */
export const readListChange: Read<Omit<ListChange, 'list'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const place = keyAt(at.file, at.path)
  const said = (['use', 'rename', 'merge'] as const).flatMap((kind) => {
    const name = fields.optional(kind, written)
    return name === undefined ? [] : [{ place, kind, name }]
  })
  fields.done()
  const [change] = said
  if (change === undefined || said.length > 1) return reject(at, 'expected one of "use", "rename" and "merge"')
  return change
}
