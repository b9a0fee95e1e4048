import { addressesFitting, rangeSpan } from '../values/addresses.ts'
import { above, from, numberPlace, numbersBetween, type NumberRange } from '../values/numbers.ts'
import { containing, wildcard } from '../values/pattern.ts'
import { common, spansOf, type Span } from '../values/spans.ts'
import { TextSet } from '../values/text-set.ts'
import { elementOf, type ValueType } from '../criteria/types.ts'
import { tableOf } from '../../source/table.ts'
import type { Values } from './atoms.ts'

/** How an operator is asked of a property of a type. */
export interface Asking {
  /** Values for which one of the entries makes the comparison hold. */
  readonly valuesOf: (entries: readonly string[]) => Values
  /** Entries that cannot be followed: each is a question of its own. */
  readonly isFollowed: (entry: string) => boolean
  /** Whether the comparison holds when the values are NOT met. */
  readonly isNegated?: boolean
}

const isPlainPattern = (entry: string): boolean => !entry.startsWith('regex(')
const texts = (patterns: readonly string[]): Values => ({ kind: 'text', set: new TextSet(patterns) })
const elements = (entries: readonly string[], outside = false): Values => ({
  kind: 'element',
  set: new TextSet(entries),
  outside,
})

const textAskings = tableOf<Asking>({
  equals: { valuesOf: texts, isFollowed: () => true },
  'is in list': { valuesOf: texts, isFollowed: () => true },
  contains: { valuesOf: (entries) => texts(entries.map(containing)), isFollowed: () => true },
  matches: { valuesOf: (entries) => texts(entries.map(wildcard)), isFollowed: isPlainPattern },
  'matches in list': { valuesOf: (entries) => texts(entries.map(wildcard)), isFollowed: isPlainPattern },
})

const listAskings = tableOf<Asking>({
  contains: { valuesOf: (entries) => elements(entries), isFollowed: () => true },
  'at least one in list': { valuesOf: (entries) => elements(entries), isFollowed: () => true },
  'all in list': { valuesOf: (entries) => elements(entries, true), isFollowed: () => true, isNegated: true },
})

const addresses = (entries: readonly string[]): Values => ({
  kind: 'address',
  spans: spansOf(present(entries.map(rangeSpan))),
})
const address: Asking = { valuesOf: addresses, isFollowed: (entry) => rangeSpan(entry) !== undefined }

const addressAskings = tableOf<Asking>({
  equals: address,
  'is in list': address,
  'is in range': address,
  'is in range list': address,
})

const addressText: Asking = {
  valuesOf: (entries) => ({
    kind: 'address',
    spans: spansOf(entries.flatMap((entry) => addressesFitting(wildcard(entry)) ?? [])),
  }),
  isFollowed: (entry) => isPlainPattern(entry) && addressesFitting(wildcard(entry)) !== undefined,
}

const addressTextAskings = tableOf<Asking>({
  equals: address,
  'is in list': address,
  matches: addressText,
  'matches in list': addressText,
})

const point = (place: bigint): Span => [place, place]

const numberAskings = tableOf<(place: bigint) => Span>({
  equals: point,
  'is in list': point,
  'greater than': above,
  'greater than or equals': from,
})

function numberAsking(operator: string, range: NumberRange): Asking | undefined {
  const spanOf = numberAskings.get(operator)
  if (spanOf === undefined) return undefined
  const all = numbersBetween(range)
  return {
    valuesOf: (entries) => ({
      kind: 'number',
      spans: common(spansOf(present(entries.map(numberPlace)).map(spanOf)), all),
      range: all,
    }),
    isFollowed: (entry) => numberPlace(entry) !== undefined,
  }
}

function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
  return values.filter((value) => value !== undefined)
}

/** What a comparison is asked of. */
export interface AskedOf {
  readonly type: ValueType
  /** Whether an address or a truth is compared as text. */
  readonly asText: boolean
  /** Of a number: what it can be. */
  readonly range: NumberRange
}

/** How a comparison without a "not" in it is asked; undefined where nobody knows what it means. */
export function askingOf(operator: string, { type, asText, range }: AskedOf): Asking | undefined {
  if (type === 'ip') return (asText ? addressTextAskings : addressAskings).get(operator)
  if (type === 'number') return numberAsking(operator, range)
  if (type === 'boolean') return undefined
  return (elementOf(type) === undefined ? textAskings : listAskings).get(operator)
}
