import { addressNumber, fourNumber, rangeSpan } from '../values/addresses.ts'
import { AddressIndex } from '../values/address-index.ts'
import { containing, wildcard } from '../values/pattern.ts'
import { tableOf } from '../../source/table.ts'
import type { Told } from './answers.ts'
import { CasedIndex } from './cased-index.ts'
import { isExpression } from './entries.ts'
import { isUnread, type Read } from './passage.ts'

/**
 * The comparisons of one property, found by the value that they are asked of. It never misses one that holds or stays
 * open for the value, and may tell of some that do not: the criteria are asked afterwards, this only saves asking all.
 */
export class Lookup {
  readonly #texts = new CasedIndex()
  readonly #elements = new CasedIndex()
  readonly #ranges = new AddressIndex<number>()
  readonly #all: number[] = []
  /** Comparisons of one value: what they say of several is open. */
  readonly #ofOne: number[] = []
  readonly #ofAddresses: number[] = []
  /** Comparisons with IPv6 addresses as texts, of which one address has many. */
  readonly #ofColons: number[] = []

  /** Adds a comparison; false where its values cannot be looked up. */
  add(comparison: number, operator: string, entries: readonly string[]): boolean {
    const add = adding.get(operator)
    if (add === undefined) return false
    const isAdded = add({
      entries,
      text: (pattern) => this.#texts.add(pattern, comparison),
      element: (text) => this.#elements.add(text, comparison),
      range: (span) => this.#ranges.add(span, comparison),
    })
    if (!isAdded) return false
    this.#all.push(comparison)
    if (!isOfElements(operator)) this.#ofOne.push(comparison)
    if (operator.startsWith('is in range')) this.#ofAddresses.push(comparison)
    else if (entries.some((entry) => entry.includes(':'))) this.#ofColons.push(comparison)
    return true
  }

  /** Tells of the comparisons that may hold for a value, some of them several times. */
  meet(value: Read, told: Told): void {
    if (isUnread(value)) tellAll(this.#all, told)
    else if (typeof value === 'object') {
      tellAll(this.#ofOne, told)
      for (const element of value) this.#text(element, this.#elements, told)
    } else {
      const text = String(value)
      this.#text(text, this.#texts, told)
      if (!this.#elements.isEmpty) this.#text(text, this.#elements, told)
      if (this.#ofAddresses.length > 0) this.#address(text, told)
    }
  }

  #text(text: string, index: CasedIndex, told: Told): void {
    const small = text.toLowerCase()
    // A letter that becomes two would no longer fit a wildcard for one character.
    if (small.length !== text.length) return tellAll(this.#all, told)
    index.each(text, small, told)
    if (text.includes(':')) tellAll(this.#ofColons, told)
  }

  #address(text: string, told: Told): void {
    const four = fourNumber(text)
    if (four !== undefined) return this.#ranges.eachOfFour(four, (comparison) => told(comparison, true))
    const address = addressNumber(text)
    if (address === undefined) tellAll(this.#ofAddresses, told)
    else this.#ranges.each(address, (comparison) => told(comparison, true))
  }
}

function tellAll(comparisons: readonly number[], told: Told): void {
  for (const comparison of comparisons) told(comparison, false)
}

/** What an operator puts into which index. */
interface Adding {
  readonly entries: readonly string[]
  readonly text: (pattern: string) => void
  readonly element: (text: string) => void
  readonly range: (span: NonNullable<ReturnType<typeof rangeSpan>>) => void
}

const adding = tableOf<(to: Adding) => boolean>({
  equals: texts,
  'is in list': texts,
  matches: patterns,
  'matches in list': patterns,
  contains: ({ entries, text, element }) => {
    for (const entry of entries) {
      text(containing(entry))
      element(entry)
    }
    return true
  },
  'at least one in list': ({ entries, element }) => {
    entries.forEach(element)
    return true
  },
  'is in range': ranges,
  'is in range list': ranges,
})

function isOfElements(operator: string): boolean {
  return operator === 'at least one in list'
}

function texts({ entries, text }: Adding): boolean {
  entries.forEach(text)
  return true
}

function patterns({ entries, text }: Adding): boolean {
  if (entries.some(isExpression)) return false
  for (const entry of entries) text(wildcard(entry))
  return true
}

function ranges({ entries, range }: Adding): boolean {
  const spans = entries.map(rangeSpan)
  if (spans.includes(undefined)) return false
  for (const span of spans) if (span !== undefined) range(span)
  return true
}
