import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sorted } from '../../../src/compile/emit/canonical.ts'
import { canonicalJson } from '../../../src/source/canonical-json.ts'

const key = fc.oneof(fc.string({ maxLength: 4 }), fc.nat(20).map(String), fc.constantFrom('__proto__', '01', 'toJSON'))
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, 1e21),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}))

test('canonical JSON is the JSON of the value with all maps sorted', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(canonicalJson(one)).toBe(JSON.stringify(sorted(one)) ?? 'null')
    }),
    { numRuns: 3000 },
  )
})

test('the order in which a map was built does not matter', () => {
  expect(canonicalJson({ b: 1, a: { d: [2], c: undefined } })).toBe('{"a":{"d":[2]},"b":1}')
  expect(canonicalJson({ a: { c: undefined, d: [2] }, b: 1 })).toBe('{"a":{"d":[2]},"b":1}')
})
