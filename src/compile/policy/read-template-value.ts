import { boolean, mapOf, sequenceOf, type Read } from '../../source/fields.ts'
import type { TemplateValue } from './template.ts'

/** A value that a template is given: a text, a number, true or false, or lists and maps of them. */
export const readTemplateValue: Read<TemplateValue> = (value, at) => {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return boolean(value, at)
  if (Array.isArray(value)) return sequenceOf(readTemplateValue)(value, at)
  const fields = mapOf(readTemplateValue)(value, at)
  return fields && Object.fromEntries(fields)
}
