import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listOverrides, type ListContract } from '../../../src/compile/policy/override.ts'
import { regionalLists } from '../../../src/compile/policy/regional-lists.ts'
import type { DesiredList } from '../../../src/model/policy/list.ts'
import type { Diagnostic } from '../../../src/source/diagnostic.ts'
import { buildCluster } from '../support.ts'

const { regions } = buildCluster().cluster
const universe = ['a', 'b', 'c', 'd', 'e', 'f']
const anyEntries = fc.shuffledSubarray(universe)
const fileOf = { shared: 'lists/L.yaml', said: 'lists/apac/L.yaml' } as const

const listIn = (file: string, values: readonly string[]): DesiredList => ({
  name: 'L',
  type: 'string',
  description: '',
  entries: values.map((value) => ({ value, description: '' })),
  place: { kind: 'file', file },
})

/** What apac has of a list, and what is wrong with that. */
function laid(shared: readonly string[], said: readonly string[], contract: Pick<ListContract, 'mode' | 'stricter'>) {
  const found: Diagnostic[] = []
  const place = { kind: 'file', file: fileOf.shared } as const
  const [variant] = regionalLists(
    [{ list: listIn(fileOf.shared, shared), contract: { ...contract, place, isSaid: true } }],
    [{ list: listIn(fileOf.said, said), regions: [{ text: 'apac', place: { kind: 'file', file: fileOf.said } }] }],
    regions,
    (one) => found.push(one),
  )
  return { variant, found }
}

const anyContract = fc.oneof(
  fc.constantFrom(...listOverrides.filter((mode) => mode !== 'tighten')).map((mode) => ({ mode })),
  fc.constantFrom('longer' as const, 'shorter' as const).map((stricter) => ({ mode: 'tighten' as const, stricter })),
)

test('what a region has is what asking for each value one by one says, and each entry knows every file that has it', () => {
  const seen = { kept: 0, broken: 0 }
  fc.assert(
    fc.property(anyEntries, anyEntries, anyContract, (shared, said, contract) => {
      const { variant, found } = laid(shared, said, contract)
      const has = (values: readonly string[], value: string): boolean => values.indexOf(value) >= 0
      const wanted: Readonly<Record<string, (value: string) => boolean>> = {
        union: (value) => has(shared, value) || has(said, value),
        intersect: (value) => has(shared, value) && has(said, value),
      }
      const isBroken =
        contract.mode === 'locked' ||
        (contract.mode === 'tighten' &&
          universe.some((value) =>
            'stricter' in contract && contract.stricter === 'longer'
              ? has(shared, value) && !has(said, value)
              : has(said, value) && !has(shared, value),
          ))
      seen[isBroken ? 'broken' : 'kept']++
      expect(found.map(({ code }) => code)).toEqual(isBroken ? ['POL-OVERRIDE'] : [])
      expect(variant === undefined).toBe(isBroken)
      if (variant === undefined) {
        const [{ place, related = [] } = { place: undefined }] = found
        expect([place?.file, related[0]?.place.file]).toEqual([fileOf.said, fileOf.shared])
        return
      }
      const values = variant.list.entries.map(({ value }) => value)
      const expected = universe.filter(wanted[contract.mode] ?? ((value) => has(said, value)))
      expect(values.toSorted()).toEqual(expected)
      for (const [index, value] of values.entries()) {
        const from = [
          has(shared, value) ? [fileOf.shared, shared.indexOf(value)] : [],
          has(said, value) ? [fileOf.said, said.indexOf(value)] : [],
        ]
        const told = (variant.origins[index] ?? []).map((one) => [one.file, one.kind === 'node' ? one.path[1] : ''])
        expect(told).toEqual(from.filter((one) => one.length > 0))
      }
    }),
    { numRuns: 500 },
  )
  expect(Math.min(seen.kept, seen.broken)).toBeGreaterThan(50)
})

test('shared entries stand first, as they are and in their order', () => {
  expect(laid(['c', 'a'], ['b', 'a'], { mode: 'union' }).variant?.list.entries.map(({ value }) => value)).toEqual([
    'c',
    'a',
    'b',
  ])
  expect(
    laid(['c', 'a', 'b'], ['b', 'c'], { mode: 'intersect' }).variant?.list.entries.map(({ value }) => value),
  ).toEqual(['c', 'b'])
})
