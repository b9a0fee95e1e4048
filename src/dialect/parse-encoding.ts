import { fieldsOf, mapOf, oneOf, reject, text, type Fields, type Read } from '../source/fields.ts'
import type { Encoding, Words } from './dialect.ts'

const kinds = ['text', 'number', 'boolean', 'endpoint', 'joined', 'list', 'rows'] as const

/** Reads how a setting's value becomes the text of a property. */
export const readEncoding: Read<Encoding> = (value, at) => {
  const fields = fieldsOf(value, at)
  const kind = fields?.required('kind', oneOf([...kinds]))
  const encoding = fields === undefined || kind === undefined ? undefined : readKind(kind, fields)
  fields?.done()
  return encoding
}

function readKind(kind: (typeof kinds)[number], fields: Fields): Encoding | undefined {
  switch (kind) {
    case 'text':
    case 'endpoint':
      return { kind }
    case 'boolean':
      return { kind, ...wordsOf(fields) }
    case 'number':
      return { kind, ...factorOf(fields), ...wordsOf(fields) }
    case 'joined': {
      const element = fields.required('element', oneOf(['text', 'endpoint']))
      const separator = fields.required('separator', text)
      return element === undefined || separator === undefined ? undefined : { kind, element, separator }
    }
    case 'list': {
      const element = fields.required('element', oneOf(['text', 'endpoint']))
      return element === undefined ? undefined : { kind, element }
    }
    case 'rows':
      return readRows(fields)
  }
}

function readRows(fields: Fields): Encoding | undefined {
  const columns = fields.required('columns', mapOf(text))
  const words = fields.optional('words', mapOf(readWords))
  if (columns === undefined) return undefined
  const named = words === undefined ? {} : { words: Object.fromEntries(words) }
  return { kind: 'rows', columns: Object.fromEntries(columns), ...named }
}

const readWords: Read<Words> = (value, at) => {
  const words = mapOf(text)(value, at)
  if (words === undefined) return undefined
  if (new Set(words.values()).size < words.size) return reject(at, 'two values are kept as the same word')
  return Object.fromEntries(words)
}

const positive: Read<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0
    ? value
    : reject(at, 'expected a number above 0, for example 60 where minutes are kept as seconds')

function factorOf(fields: Fields): { readonly factor?: number } {
  const factor = fields.optional('factor', positive)
  return factor === undefined ? {} : { factor }
}

function wordsOf(fields: Fields): { readonly words?: Words } {
  const words = fields.optional('words', readWords)
  return words === undefined ? {} : { words }
}
