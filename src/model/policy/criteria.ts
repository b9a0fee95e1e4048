import type { Place } from '../../source/place.ts'

/** When a rule or a rule set applies. `always` wins over terms that are still stored beside it. */
export interface Condition {
  readonly always: boolean
  readonly terms: readonly Term[]
  /** The text that the terms were written in; absent where they were not written as text. */
  readonly place?: Place
}

/** The condition of what applies to everything. */
export const unconditional: Condition = { always: true, terms: [] }

/**
 * One comparison of a condition with the way it is joined to the one before. Brackets are counted on the terms, as the
 * product stores them, so that a condition survives reading and writing exactly.
 */
export interface Term {
  /** Absent on the first term. */
  readonly join?: Join
  /** Brackets that open before the comparison. */
  readonly opens: number
  /** Brackets that close after it. */
  readonly closes: number
  readonly property: PropertyUse
  /** Name of the vocabulary, for example `matches in list`, or an id that it does not know. */
  readonly operator: string
  readonly operand: Operand
  /** Offsets into the text that the term was written in; absent where it was not written as text. */
  readonly within?: { readonly start: number; readonly end: number }
}

/** How a term is joined to the one before it. */
export type Join = 'AND' | 'OR'

/** A property as it is read: with arguments, and with the settings of the engine that computes it. */
export interface PropertyUse {
  /** Name of the vocabulary or of a user-defined property, or an id that nobody knows. */
  readonly name: string
  readonly arguments: readonly Argument[]
  /** Name of the settings object. */
  readonly settings?: string
  /** Read with whatever settings the engine last ran with. */
  readonly mostRecent?: boolean
}

/** A value handed to a property or a procedure. */
export interface Argument {
  /** Id of the parameter, where the vocabulary does not know it by its position. */
  readonly name?: string
  readonly value: Operand
}

/** What a property is compared with, or set to. */
export type Operand =
  /** A value of a type (short name: `string`, `number`, `boolean`, `regex`, `ip`, `category` …). */
  | { readonly kind: 'literal'; readonly type: string; readonly value: string }
  /** A shared list, by name; the type is that of its entries. */
  | { readonly kind: 'list'; readonly name: string; readonly type: string }
  | { readonly kind: 'property'; readonly use: PropertyUse }
