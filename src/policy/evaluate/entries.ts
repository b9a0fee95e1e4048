import type { DesiredList } from '../../model/policy/list.ts'
import { rangeSpan } from '../values/addresses.ts'
import { wildcard } from '../values/pattern.ts'
import { spansOf, type Spans } from '../values/spans.ts'
import { TextSet } from '../values/text-set.ts'

/** The entries of a list, made ready for being asked often. */
export interface Entries {
  readonly values: readonly string[]
  /** As texts. */
  readonly texts: TextSet
  /** As wildcards; regular expressions are left out. */
  readonly patterns: TextSet
  readonly expressions: readonly string[]
  /** As ranges of addresses; what is no range is left out. */
  readonly ranges: Spans
  readonly strangers: readonly string[]
}

const made = new WeakMap<readonly string[], Entries>()
const values = new WeakMap<DesiredList, readonly string[]>()

/** The entries of values; the same values are made ready once. */
export function entriesOf(given: readonly string[]): Entries {
  const known = made.get(given)
  if (known !== undefined) return known
  const entries = new Prepared(given)
  made.set(given, entries)
  return entries
}

/** The values of a list, always the same ones. */
export function valuesOf(list: DesiredList): readonly string[] {
  const known = values.get(list) ?? list.entries.map(({ value }) => value)
  values.set(list, known)
  return known
}

class Prepared implements Entries {
  readonly values: readonly string[]
  readonly expressions: readonly string[]
  #texts: TextSet | undefined
  #patterns: TextSet | undefined
  #ranges: Spans | undefined
  #strangers: readonly string[] | undefined

  constructor(given: readonly string[]) {
    this.values = given
    this.expressions = given.filter(isExpression)
  }

  get texts(): TextSet {
    return (this.#texts ??= new TextSet(this.values))
  }

  get patterns(): TextSet {
    return (this.#patterns ??= new TextSet(this.values.filter((value) => !isExpression(value)).map(wildcard)))
  }

  get ranges(): Spans {
    return (this.#ranges ??= spansOf(this.values.map(rangeSpan).filter((span) => span !== undefined)))
  }

  get strangers(): readonly string[] {
    return (this.#strangers ??= this.values.filter((value) => rangeSpan(value) === undefined))
  }
}

/** Whether an entry is a regular expression, which nothing here reads. */
export function isExpression(entry: string): boolean {
  return entry.startsWith('regex(')
}
