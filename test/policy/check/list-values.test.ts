import fc from 'fast-check'
import { isIP } from 'node:net'
import { expect, test } from 'vitest'
import type { SimpleListType } from '../../../src/model/policy/list.ts'
import { listValues } from '../../../src/policy/check/list-values.ts'

/** The positions of the entries that are said to be wrong. */
function wrong(type: SimpleListType, values: readonly string[]): readonly unknown[] {
  const place = { kind: 'file', file: 'lists/A.yaml' } as const
  const entries = values.map((value) => ({ value, description: '' }))
  const found = [...listValues([{ name: 'A', type, description: '', entries, place }], new Map())]
  return found.map(({ place: at }) => (at.kind === 'node' ? at.path.at(-1) : undefined))
}

test.each<readonly [SimpleListType, readonly string[], readonly string[]]>([
  ['ip', ['10.0.0.1', '2001:db8::1'], ['010.0.0.1', '10.0.0.300', '10.0.0.0/8', 'tokyo-1', '']],
  [
    'iprange',
    ['10.0.0.1', '10.0.0.0/8', '10.0.0.9/8', '10.0.0.1-10.0.0.9', '10.0.0.1 - 10.0.0.9', '2001:db8::/32'],
    [
      '010.0.0.0/8',
      '10.0.0.0/33',
      '10.0.0.0/08',
      '10.0.0.0/',
      '10.0.0.9-10.0.0.1',
      '10.0.0.1-010.0.0.9',
      '10.0.0.1-2001:db8::1',
    ],
  ],
  ['number', ['1', '-2.5'], ['one', '1,5']],
  ['regex', ['*.example.com', '010.0.0.1'], []],
])('entries of a list of type "%s"', (type, right, others) => {
  expect(wrong(type, right)).toEqual([])
  expect(wrong(type, [...right, ...others])).toEqual(others.map((_, index) => right.length + index))
})

test('an address is what Node takes for one', () => {
  const octet = fc.oneof(fc.nat(300).map(String), fc.constantFrom('00', '01', '007', 'x', ''))
  const text = fc.oneof(
    fc.ipV6(),
    fc.ipV4(),
    fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.')),
  )
  let none = 0
  fc.assert(
    fc.property(text, (value) => {
      const isOne = isIP(value) !== 0
      none += isOne ? 0 : 1
      expect(wrong('ip', [value])).toHaveLength(isOne ? 0 : 1)
      expect(wrong('iprange', [value])).toHaveLength(isOne ? 0 : 1)
    }),
    { numRuns: 1000 },
  )
  expect(none).toBeGreaterThan(100)
})

test('a list of another type does not fill the screen', () => {
  expect(
    wrong(
      'ip',
      Array.from({ length: 500 }, () => 'tokyo'),
    ),
  ).toHaveLength(20)
})
