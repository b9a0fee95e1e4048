import ipaddr from 'ipaddr.js'
import { allOf, anyOf, not, type Truth } from './truth.ts'

/** A value of a property: a text, a number, a truth, or several texts. */
export type Value = string | number | boolean | readonly string[]

/** Compares by an operator of the UI; what the product does in a case that nobody has documented stays open. */
export function compare(operator: string, left: Value, right: Value): Truth {
  const positive = positives[operator]
  if (positive !== undefined) return not(compare(positive, left, right))
  const known = comparisons[operator]
  return known === undefined ? { question: `what does the operator "${operator}" do?` } : known(left, right)
}

const positives: Readonly<Record<string, string>> = {
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
}

const comparisons: Readonly<Record<string, (left: Value, right: Value) => Truth>> = {
  equals: (left, right) => equal(String(left), String(right)),
  matches: (left, right) => matches(String(left), String(right)),
  contains: (left, right) => anyOf(texts(left).map((text) => contained(text, String(right)))),
  'matches in list': (left, right) => anyOf(texts(right).map((pattern) => matches(String(left), pattern))),
  'is in list': (left, right) => anyOf(texts(right).map((entry) => equal(String(left), entry))),
  'at least one in list': (left, right) =>
    anyOf(texts(left).flatMap((one) => texts(right).map((entry) => equal(one, entry)))),
  'all in list': (left, right) =>
    allOf(texts(left).map((one) => anyOf(texts(right).map((entry) => equal(one, entry))))),
  'is in range': (left, right) => inRange(String(left), String(right)),
  'is in range list': (left, right) => anyOf(texts(right).map((range) => inRange(String(left), range))),
  'greater than': (left, right) => ordered(left, right, (difference) => difference > 0),
  'greater than or equals': (left, right) => ordered(left, right, (difference) => difference >= 0),
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
  return left.toLowerCase() === right.toLowerCase() ? letterCase(left, right) : false
}

function contained(text: string, part: string): Truth {
  if (text.includes(part)) return true
  return text.toLowerCase().includes(part.toLowerCase()) ? letterCase(text, part) : false
}

function matches(text: string, pattern: string): Truth {
  if (pattern.startsWith('regex(')) return { question: `does "${text}" match ${pattern}?` }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  if (new RegExp(`^${source}$`, 's').test(text)) return true
  return new RegExp(`^${source}$`, 'si').test(text) ? letterCase(text, pattern) : false
}

function letterCase(left: string, right: string): Truth {
  return { question: `does the product tell "${left}" from "${right}", which differ in upper and lower case only?` }
}

function inRange(address: string, range: string): Truth {
  if (!ipaddr.isValid(address)) return { question: `is "${address}" an address?` }
  const ip = ipaddr.parse(address)
  const [from, to] = range.split('-')
  if (from !== undefined && to !== undefined && ipaddr.isValid(from) && ipaddr.isValid(to)) {
    const bytes = ip.toByteArray()
    return order(ipaddr.parse(from).toByteArray(), bytes) <= 0 && order(bytes, ipaddr.parse(to).toByteArray()) <= 0
  }
  if (!ipaddr.isValidCIDR(range)) return equal(address, range)
  const [network, bits] = ipaddr.parseCIDR(range)
  return ip.kind() === network.kind() && ip.match(network, bits)
}

function order(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) return left.length - right.length
  const at = left.findIndex((byte, index) => byte !== right[index])
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
