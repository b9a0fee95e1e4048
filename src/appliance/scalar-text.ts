import type { Encoding } from '../dialect/dialect.ts'
import type { Endpoint } from '../model/settings.ts'
import { splitEndpoint } from './setting-rows.ts'
import { valueOfWord, wordForValue } from './words.ts'

/** Encodings of values that are one text. */
export type ScalarEncoding = Extract<Encoding, { kind: 'text' | 'number' | 'boolean' | 'endpoint' }>

/** What one text can hold. */
export type Scalar = string | number | boolean | Endpoint

/** Reads a text that is not empty; undefined where it makes no sense as that. */
export function readScalar(encoding: ScalarEncoding, text: string): Scalar | undefined {
  switch (encoding.kind) {
    case 'text':
      return text
    case 'endpoint':
      return splitEndpoint(text)
    case 'boolean': {
      const said = encoding.words === undefined ? text : valueOfWord(encoding.words, text)
      return said === 'true' || said === 'false' ? said === 'true' : undefined
    }
    case 'number': {
      const said = encoding.words === undefined ? text : valueOfWord(encoding.words, text)
      return said === undefined ? undefined : numberIn(said, encoding.factor ?? 1)
    }
  }
}

/** Writes a value as its text; undefined where nobody has seen how that value is written. */
export function writeScalar(encoding: ScalarEncoding, value: string | number | boolean): string | undefined {
  if ((encoding.kind === 'boolean' || encoding.kind === 'number') && encoding.words !== undefined)
    return wordForValue(encoding.words, String(value))
  return encoding.kind === 'number' && typeof value === 'number'
    ? String(withoutNoise(value * (encoding.factor ?? 1)))
    : String(value)
}

/** Of hundreds of digits there is no number left. */
function numberIn(text: string, factor: number): number | undefined {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? withoutNoise(Number(text) / factor) : Infinity
  return Number.isFinite(number) ? number : undefined
}

/** Drops what binary arithmetic adds in the last places. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12))
}
