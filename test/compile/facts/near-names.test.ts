import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areNear, nearPairs } from '../../../src/compile/facts/near-names.ts'

test.each([
  ['Transit', 'transit', true],
  ['tokyo', 'tokio', true],
  ['new york', 'new-york', true],
  ['paris', 'pari', true],
  ['t\u043eky\u043e', 'tokyo', true],
  ['\uff54\uff4f\uff4b\uff59\uff4f', 'tokyo', true],
  ['\u0430\u0441', 'ac', true],
  ['toknet1', 'toknet2', false],
  ['site1', 'site11', false],
  ['uk', 'us', false],
  ['tokyo', 'tokyo', false],
  ['tokyo', 'newyork', false],
])('"%s" and "%s": near is %s', (left, right, near) => {
  expect(areNear(left, right)).toBe(near)
  expect(areNear(right, left)).toBe(near)
})

test('pairs are found as if all names were compared with all', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '1', '2'), minLength: 3, maxLength: 6 })
  let found = 0
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
      const expected = names.flatMap((left, index) =>
        names.slice(index + 1).flatMap((right) => (areNear(left, right) ? [[left, right].toSorted().join(' ')] : [])),
      )
      found += expected.length
      expect(
        nearPairs(names)
          .map((pair) => pair.toSorted().join(' '))
          .toSorted(),
      ).toEqual(expected.toSorted())
    }),
  )
  expect(found).toBeGreaterThan(0)
})
