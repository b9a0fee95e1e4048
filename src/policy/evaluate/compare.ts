import ipaddr from 'ipaddr.js'
import { addressNumber } from '../values/addresses.ts'
import { fits, wildcard } from '../values/pattern.ts'
import { common } from '../values/spans.ts'
import { tableOf } from '../../source/table.ts'
import { entriesOf, isExpression, type Entries } from './entries.ts'
import { allOf, anyOf, not, type Truth } from './truth.ts'

/** A value of a property: a text, a number, a truth, or several texts. */
export type Value = string | number | boolean | readonly string[]

/** What an operator says of two values. */
export type Comparison = (left: Value, right: Value) => Truth

/** Compares by an operator of the UI; what the product does in a case that nobody has documented stays open. */
export function compare(operator: string, left: Value, right: Value): Truth {
  return comparisonOf(operator)(left, right)
}

/** What an operator of the UI says, found once for many values. */
export function comparisonOf(operator: string): Comparison {
  const positive = positives.get(operator)
  if (positive !== undefined) {
    const compared = comparisonOf(positive)
    return (left, right) => not(compared(left, right))
  }
  return comparisons.get(operator) ?? (() => ({ question: `what does the operator "${operator}" do?` }))
}

/** The operator that says the opposite of one with a "not" in it; undefined for an operator without. */
export function positiveOf(operator: string): string | undefined {
  return positives.get(operator)
}

const positives = tableOf<string>({
  'does not equal': 'equals',
  'does not match': 'matches',
  'does not match in list': 'matches in list',
  'is not in list': 'is in list',
  'is not in range': 'is in range',
  'is not in range list': 'is in range list',
  'does not contain': 'contains',
  'none in list': 'at least one in list',
  'less than': 'greater than or equals',
  'less than or equals': 'greater than',
})

const comparisons = tableOf<Comparison>({
  equals: single((text, right) => equal(text, String(right))),
  matches: single((text, right) => matches(text, String(right))),
  contains: (left, right) =>
    Array.isArray(left)
      ? anyOf(texts(left).map((element) => equal(element, String(right))))
      : contained(String(left), String(right)),
  'matches in list': single((text, right) => matchesOne(text, entriesOf(texts(right)))),
  'is in list': single((text, right) => isOne(text, entriesOf(texts(right)))),
  'at least one in list': (left, right) => anyOf(texts(left).map((one) => isOne(one, entriesOf(texts(right))))),
  'all in list': (left, right) => allOf(texts(left).map((one) => isOne(one, entriesOf(texts(right))))),
  'is in range': (left, right) => isInOne(String(left), entriesOf([String(right)])),
  'is in range list': (left, right) => isInOne(String(left), entriesOf(texts(right))),
  'greater than': (left, right) => ordered(left, right, (difference) => difference > 0),
  'greater than or equals': (left, right) => ordered(left, right, (difference) => difference >= 0),
})

/** A comparison of one value: what it says of several nobody has documented. */
function single(compareOne: (left: string, right: Value) => Truth): Comparison {
  return (left, right) =>
    Array.isArray(left)
      ? { question: `how is the list "${left.join(', ')}" compared as if it were one value?` }
      : compareOne(String(left), right)
}

function ordered(left: Value, right: Value, holds: (difference: number) => boolean): Truth {
  const difference = Number(left) - Number(right)
  return Number.isNaN(difference)
    ? { question: `which of "${String(left)}" and "${String(right)}" is greater?` }
    : holds(difference)
}

function texts(value: Value): readonly string[] {
  return Array.isArray(value) ? value : [String(value)]
}

function equal(left: string, right: string): Truth {
  if (left === right) return true
  // One IPv6 address has many texts.
  if (isSix(left) && isSix(right)) return addressNumber(left) === addressNumber(right)
  return left.toLowerCase() === right.toLowerCase() ? letterCase(left, right) : false
}

function contained(text: string, part: string): Truth {
  if (text.includes(part)) return true
  return text.toLowerCase().includes(part.toLowerCase()) ? letterCase(text, part) : false
}

function matches(text: string, pattern: string): Truth {
  if (isExpression(pattern)) return { question: `does "${text}" match ${pattern}?` }
  if (fits(wildcard(pattern), text)) return true
  return fits(wildcard(pattern.toLowerCase()), text.toLowerCase()) ? letterCase(text, pattern) : false
}

function matchesOne(text: string, { patterns, expressions, values }: Entries): Truth {
  if (patterns.has(text)) return true
  // None holds, so that the first one that stays open is what to ask.
  if (patterns.folded.has(text.toLowerCase())) return anyOf(values.map((pattern) => matches(text, pattern)))
  return expressions[0] === undefined ? false : matches(text, expressions[0])
}

function isOne(text: string, { texts: own, values }: Entries): Truth {
  if (own.has(text)) return true
  const isOpen = isSix(text) || own.folded.has(text.toLowerCase())
  return isOpen ? anyOf(values.map((entry) => equal(text, entry))) : false
}

function isInOne(address: string, { ranges, strangers }: Entries): Truth {
  const number = addressNumber(address)
  if (number === undefined) return { question: `is "${address}" an address?` }
  if (common([[number, number]], ranges).length > 0) return true
  return anyOf(strangers.map((range) => equal(address, range)))
}

function letterCase(left: string, right: string): Truth {
  return { question: `does the product tell "${left}" from "${right}", which differ in upper and lower case only?` }
}

/** Whether a text is an IPv6 address. */
function isSix(text: string): boolean {
  return text.includes(':') && ipaddr.IPv6.isValid(text)
}
