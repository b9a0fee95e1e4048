import { text, type Read } from '../../source/fields.ts'
import { valueAt } from '../../source/place.ts'
import type { WrittenText } from './policy-source.ts'

/** A text that keeps its place. */
export const written: Read<WrittenText> = (value, at) => {
  const read = text(value, at)
  return read === undefined ? undefined : { text: read, place: valueAt(at.file, at.path) }
}
