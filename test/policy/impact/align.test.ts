import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align } from '../../../src/policy/impact/align.ts'

/** How many pairs can be made at most, by trying: the oracle. */
function mostPairs(before: string, after: string): number {
  if (before === '' || after === '') return 0
  const at = after.indexOf(before[0] ?? '')
  const without = mostPairs(before.slice(1), after)
  return at < 0 ? without : Math.max(without, 1 + mostPairs(before.slice(1), after.slice(at + 1)))
}

test('as many items as can be are paired by name, and both sequences stay whole and in order', () => {
  const anySequence = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 })
  let [paired, single] = [0, 0]
  fc.assert(
    fc.property(anySequence, anySequence, (before, after) => {
      const named = (names: string): readonly { readonly name: string }[] => names.split('').map((name) => ({ name }))
      const aligned = align(named(before), named(after))
      expect(aligned.map((one) => one.before?.name ?? '').join('')).toBe(before)
      expect(aligned.map((one) => one.after?.name ?? '').join('')).toBe(after)
      const pairs = aligned.filter((one) => one.before !== undefined && one.after !== undefined)
      for (const one of pairs) expect(one.before?.name).toBe(one.after?.name)
      expect(pairs.length).toBe(mostPairs(before, after))
      paired += pairs.length
      single += aligned.length - pairs.length
    }),
    { numRuns: 300 },
  )
  expect(Math.min(paired, single)).toBeGreaterThan(100)
})
