import ipaddr from 'ipaddr.js'
import { isAddress } from '../../model/addresses.ts'
import { onceForRecentTexts } from '../../source/once-for-each.ts'
import { any, one, type Pattern } from './pattern.ts'
import { spansOf, type Span, type Spans } from './spans.ts'

/** IPv6 addresses lie above all of IPv4, so that both are one line of numbers. */
const six = 1n << 32n

/** All addresses of both kinds. */
export const everyAddress: Spans = [
  [0n, six - 1n],
  [six, six + (1n << 128n) - 1n],
]

/** The number of an address; undefined for a text that is none. */
export function addressNumber(text: string): bigint | undefined {
  const four = fourNumber(text)
  if (four !== undefined) return BigInt(four)
  if (!text.includes(':') || !isAddress(text)) return undefined
  return six + ipaddr.IPv6.parse(text).parts.reduce((sum, part) => (sum << 16n) + BigInt(part), 0n)
}

/**
 * The number of an IPv4 address; undefined for a text that is none. Neither is one with a leading zero, which some
 * programs read as octal and others do not.
 */
export function fourNumber(text: string): number | undefined {
  let [number, byte, digits, dots] = [0, 0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return undefined
      number = number * 256 + byte
      byte = digits = 0
    } else {
      if (digits === 1 && byte === 0) return undefined
      byte = byte * 10 + code - ZERO
      digits++
      if (!isDigit(code) || byte > 255) return undefined
    }
  }
  return dots === 3 && digits > 0 ? number * 256 + byte : undefined
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9
}

const DOT = 46
const ZERO = 48

/** The text of an address by its number. */
export function addressText(number: bigint): string {
  if (number >= six) {
    const parts = Array.from({ length: 8 }, (_, at) => Number(((number - six) >> BigInt(112 - 16 * at)) & 0xffffn))
    return new ipaddr.IPv6(parts).toString()
  }
  return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join('.')
}

/** The family of an address: the number of its first address, and how many bits tell its addresses apart. */
export function familyOf(address: bigint): {
  readonly start: bigint
  readonly width: bigint
} {
  return address < six ? { start: 0n, width: 32n } : { start: six, width: 128n }
}

/** The addresses of a range as lists write it: one address, a network, or two ends; undefined where it is no range. */
export function rangeSpan(text: string): Span | undefined {
  const single = addressNumber(text)
  if (single !== undefined) return [single, single]
  const [network, bits, ...more] = text.split('/')
  if (network !== undefined && bits !== undefined) return more.length > 0 ? undefined : networkSpan(network, bits)
  const [from, to] = text.split('-').map((end) => addressNumber(end.trim()))
  if (from === undefined || to === undefined || from < six !== to < six) return undefined
  return from <= to ? [from, to] : undefined
}

/** The IPv4 addresses of the network that begins with a number. */
export function ipv4Network(first: number, bits: number): Span {
  return [BigInt(first), BigInt(first) + (1n << BigInt(32 - bits)) - 1n]
}

/** The IPv6 addresses of the network that begins with a number. */
export function ipv6Network(first: bigint, bits: number): Span {
  return [six + first, six + first + (1n << BigInt(128 - bits)) - 1n]
}

function networkSpan(network: string, bits: string): Span | undefined {
  const base = addressNumber(network)
  if (base === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return undefined
  const width = base < six ? 32 : 128
  if (Number(bits) > width) return undefined
  const size = 1n << BigInt(width - Number(bits))
  const zero = base < six ? 0n : six
  const from = zero + ((base - zero) / size) * size
  return [from, from + size - 1n]
}

/** More stretches than this are not worth having: `*.5` alone is sixteen million of them. */
const MANY = 4096

/** As many patterns as a policy is likely to have of addresses. */
const PATTERNS = 1024

/**
 * The addresses whose text fits a pattern; undefined where that cannot be said. Of IPv6 only what certainly fits or
 * does not fit is said: which text form the product gives to it is not documented. A pattern is asked about once in each
 * question about a policy, which are hundreds, and takes a millisecond.
 */
export const addressesFitting = onceForRecentTexts(PATTERNS, (pattern: Pattern): Spans | undefined => {
  if (pattern === any) return everyAddress
  if (!pattern.includes('.')) return undefined
  return octetsFitting(pattern, 0, spread(pattern, [0]), new Map())
})

/** Addresses by what follows the first octets; what can follow depends only on the positions reached in the pattern. */
function octetsFitting(
  pattern: Pattern,
  depth: number,
  reached: readonly number[],
  known: Map<string, Spans | undefined>,
): Spans | undefined {
  const size = 1n << BigInt(8 * (4 - depth))
  if (reached.some((at) => pattern.slice(at) === any)) return [[0n, size - 1n]]
  if (depth === 4) return reached.includes(pattern.length) ? [[0n, 0n]] : []
  const key = `${depth} ${reached.join()}`
  if (known.has(key)) return known.get(key)
  const spans = joined((octet) => {
    const next = after(pattern, reached, depth === 3 ? `${octet}` : `${octet}.`)
    return next.length === 0 ? [] : octetsFitting(pattern, depth + 1, next, known)
  }, size / 256n)
  known.set(key, spans)
  return spans
}

/** What follows each of the octets, one behind the other; undefined where it is too much, or not known. */
function joined(restOf: (octet: number) => Spans | undefined, size: bigint): Spans | undefined {
  const found: Span[] = []
  for (let octet = 0; octet < 256; octet++) {
    const rest = restOf(octet)
    if (rest === undefined || found.length + rest.length > MANY) return undefined
    const base = BigInt(octet) * size
    for (const [from, to] of rest) found.push([base + from, base + to])
  }
  return spansOf(found)
}

/** Positions in the pattern that are reached when a text follows. */
function after(pattern: Pattern, reached: readonly number[], text: string): readonly number[] {
  let positions = reached
  for (const character of text) {
    const next = positions.flatMap((at) => {
      const wanted = pattern[at]
      if (wanted === any) return [at]
      return wanted === one || wanted === character ? [at + 1] : []
    })
    positions = spread(pattern, next)
  }
  return positions
}

function spread(pattern: Pattern, positions: readonly number[]): readonly number[] {
  const states = new Set<number>()
  for (let at of positions) {
    states.add(at)
    while (pattern[at] === any) states.add(++at)
  }
  return [...states].sort((left, right) => left - right)
}
