import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressesFitting,
  addressNumber,
  addressText,
  ipv4Network,
  ipv6Network,
  rangeSpan,
} from '../../../src/policy/values/addresses.ts'
import { numberPlace, numberWithin } from '../../../src/policy/values/numbers.ts'
import { covers, fits, meets, wildcard } from '../../../src/policy/values/pattern.ts'
import { sharedPatterns } from '../../../src/policy/values/shared-patterns.ts'
import { common, spansOf, without, type Spans } from '../../../src/policy/values/spans.ts'
import { TextSet } from '../../../src/policy/values/text-set.ts'

const anyWildcard = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 })
/** Every text of up to five letters; the third letter stands for all that no pattern names. */
const texts = Array.from({ length: 5 }).reduce<readonly string[]>(
  (all) => [...new Set(['', ...all.flatMap((text) => ['a', 'b', 'z'].map((letter) => text + letter))])],
  [''],
)
const matching = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`)

describe('patterns', () => {
  test('fit the texts that the same expression of JavaScript fits', () => {
    fc.assert(
      fc.property(anyWildcard, fc.constantFrom(...texts), (pattern, text) => {
        expect(fits(wildcard(pattern), text)).toBe(matching(pattern).test(text))
      }),
    )
  })

  test('meet when some text fits both, and cover when every text does', () => {
    let met = 0
    fc.assert(
      fc.property(anyWildcard, anyWildcard, (left, right) => {
        const [one, other] = [matching(left), matching(right)]
        const both = texts.some((text) => one.test(text) && other.test(text))
        if (both) expect(meets(wildcard(left), wildcard(right))).toBe(true)
        if (both) met++
        if (covers(wildcard(left), wildcard(right)))
          expect(texts.filter((text) => other.test(text) && !one.test(text))).toEqual([])
      }),
      { numRuns: 300 },
    )
    expect(met).toBeGreaterThan(30)
  })

  test('that are shared by two fit exactly the texts that both fit', () => {
    let several = 0
    fc.assert(
      fc.property(anyWildcard, anyWildcard, (left, right) => {
        const [one, other] = [matching(left), matching(right)]
        const shared = sharedPatterns(wildcard(left), wildcard(right)) ?? []
        for (const text of texts)
          expect(
            shared.some((pattern) => fits(pattern, text)),
            text,
          ).toBe(one.test(text) && other.test(text))
        if (shared.length > 1) several++
      }),
      { numRuns: 400 },
    )
    expect(several).toBeGreaterThan(3)
  })

  test('that cross in too many ways are given up', () => {
    const crossing = (letters: string): string => wildcard(`*${letters.split('').join('*')}*`)
    expect(sharedPatterns(crossing('abcdefgh'), crossing('stuvwxyz'))).toBeUndefined()
  })

  test.each([
    ['*a', '*b', false],
    ['a*b?', 'a?', false],
    ['a?', 'ab*b', false],
    ['*ab*', '?b', true],
    ['a*c', 'ab*', true],
    ['*', '', true],
  ])('%s meets %s: %s', (left, right, isMet) => {
    expect(meets(wildcard(left), wildcard(right))).toBe(isMet)
    expect(meets(wildcard(right), wildcard(left))).toBe(isMet)
  })
})

test('a set of texts has what one of its patterns fits, and knows which of them meet others', () => {
  fc.assert(
    fc.property(fc.array(anyWildcard, { maxLength: 8 }), fc.constantFrom(...texts), anyWildcard, (all, text, other) => {
      const set = new TextSet(all.map(wildcard))
      expect(set.has(text)).toBe(all.some((pattern) => matching(pattern).test(text)))
      expect(set.meeting([wildcard(other)])).toEqual(all.map(wildcard).filter((one) => meets(one, wildcard(other))))
    }),
  )
})

const anySpans = fc
  .array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })), { maxLength: 5 })
  .map((pairs) => spansOf(pairs.map(([from, to]) => [BigInt(from), BigInt(to)])))
const has = (spans: Spans, number: number): boolean =>
  spans.some(([a, b]) => a <= BigInt(number) && BigInt(number) <= b)

test('spans are cut and joined number by number', () => {
  fc.assert(
    fc.property(anySpans, anySpans, (left, right) => {
      for (let number = 0; number <= 20; number++) {
        expect(has(common(left, right), number)).toBe(has(left, number) && has(right, number))
        expect(has(without(left, right), number)).toBe(has(left, number) && !has(right, number))
      }
    }),
  )
})

describe('addresses', () => {
  test.each(['0.0.0.0', '10.1.2.3', '255.255.255.255', '::', '2001:db8::1', 'ffff:ffff::ffff'])('%s', (text) => {
    const number = addressNumber(text)
    expect(number).toBeDefined()
    expect(addressNumber(addressText(number ?? 0n))).toBe(number)
  })

  test.each(['10.1.2', '10.1.2.256', 'a', '10.0.0.0/33', '10.0.0.9-10.0.0.1', '10.0.0.0/8/8', '10.0.0.1-::1'])(
    '%s is no range',
    (text) => expect(rangeSpan(text)).toBeUndefined(),
  )

  test('a network that is given by its number is the one of that text', () => {
    expect(ipv4Network(0, 0)).toEqual(rangeSpan('0.0.0.0/0'))
    expect(ipv4Network(0xa9fe0000, 16)).toEqual(rangeSpan('169.254.0.0/16'))
    expect(ipv4Network(0xf0000000, 4)).toEqual(rangeSpan('240.0.0.0/4'))
    expect(ipv6Network(1n, 128)).toEqual(rangeSpan('::1/128'))
    expect(ipv6Network(0xfe80n << 112n, 10)).toEqual(rangeSpan('fe80::/10'))
    expect(ipv6Network(0xffn << 120n, 8)).toEqual(rangeSpan('ff00::/8'))
  })

  test('a wildcard fits the addresses whose text it fits', () => {
    const anyOctets = fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }))
    const patterns = ['10.1.*', '10.2*', '10.*.3.7', '1?.2.*', '192.0.2.1', '10.1.2.?']
    const found = new Map(patterns.map((pattern) => [pattern, addressesFitting(wildcard(pattern))]))
    fc.assert(
      fc.property(fc.constantFrom(...patterns), anyOctets, fc.nat({ max: 4 }), (pattern, octets, known) => {
        const near = octets.map((octet, at) => (at < known ? ([10, 1, 3, 7][at] ?? octet) : octet))
        for (const text of [octets.join('.'), near.join('.')]) {
          const number = addressNumber(text) ?? -1n
          const isIn = found.get(pattern)?.some(([from, to]) => from <= number && number <= to)
          expect(isIn, `${pattern} ${text}`).toBe(matching(pattern.replaceAll('.', '[.]')).test(text))
        }
      }),
      { numRuns: 300 },
    )
    expect(found.get('10.1.*')).toHaveLength(1)
    // Hundreds of questions about a policy ask about the same few patterns: the answer is the very one.
    expect(addressesFitting(wildcard('10.1.*'))).toBe(found.get('10.1.*'))
  })

  test.each(['*.5', '10', 'ab*'])('%s is not turned into addresses', (pattern) => {
    expect(addressesFitting(wildcard(pattern))).toBeUndefined()
  })
})

test('numbers have places in their order, and a whole number is preferred', () => {
  const place = (text: string): bigint => numberPlace(text) ?? 0n
  expect(place('-2') < place('-1.5') && place('-1.5') < place('0') && place('0') < place('0.25')).toBe(true)
  expect(numberPlace('1e3')).toBeUndefined()
  expect(numberWithin([place('1') + 1n, place('3')])).toBe(2)
  const between = numberWithin([place('1') + 1n, place('2') - 1n])
  expect(between > 1 && between < 2).toBe(true)
  expect(numberWithin([place('-7'), place('-5')])).toBe(-7)
})
