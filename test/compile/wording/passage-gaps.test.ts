import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passageGaps } from '../../../src/compile/wording/passage-gaps.ts'
import type { WideEdge } from '../../../src/compile/facts/passages.ts'
import { locationName, nodeName } from '../../../src/model/names.ts'
import { buildCluster } from '../support.ts'

const [template] = buildCluster().cluster.nodes

/** A missing passage between two locations, at their first nodes. */
function edge(from: string, to: string): WideEdge {
  if (template === undefined) throw new Error('the two-site cluster has no node')
  const at = (name: string) => ({ ...template, name: nodeName(`${name}-1`), location: locationName(name) })
  return { from: at(from), to: at(to) }
}

test('one missing passage names its two ends, whichever way it leads', () => {
  expect(passageGaps([edge('oslo', 'rome')])).toEqual(['from "oslo-1" (oslo) to "rome-1" (rome)'])
  expect(passageGaps([edge('rome', 'oslo')])).toEqual(['from "rome-1" (rome) to "oslo-1" (oslo)'])
})

test('what is missing both ways is one gap', () => {
  expect(passageGaps([edge('rome', 'oslo'), edge('oslo', 'rome')])).toEqual([
    'between "oslo-1" (oslo) and "rome-1" (rome) in either direction',
  ])
})

test('a location that is connected to no other one is told once', () => {
  const others = ['lyon', 'oslo', 'rome']
  const missing = others.flatMap((other) => [edge('kyiv', other), edge(other, 'kyiv')])
  expect(passageGaps(missing)).toEqual([
    'between "kyiv-1" (kyiv) and "lyon-1" (lyon) in either direction, nor for the locations "oslo" and "rome"',
  ])
  expect(passageGaps(missing.slice(2))).toEqual([
    'between "kyiv-1" (kyiv) and "oslo-1" (oslo) in either direction, nor for the location "rome"',
  ])
})

test('a location that lacks more one way than the other is told once for each direction', () => {
  const missing = [edge('kyiv', 'lyon'), edge('kyiv', 'oslo'), edge('kyiv', 'rome'), edge('oslo', 'kyiv')]
  expect(passageGaps(missing)).toEqual([
    'from "kyiv-1" (kyiv) to "lyon-1" (lyon), nor to the locations "oslo" and "rome"',
    'from "oslo-1" (oslo) to "kyiv-1" (kyiv)',
  ])
})

test('what is said covers every missing passage once, and is never longer than what is missing', () => {
  const location = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const edges = fc.uniqueArray(
    fc.tuple(location, location).filter(([from, to]) => from !== to),
    { selector: (ends) => ends.join(' '), maxLength: 20 },
  )
  fc.assert(
    fc.property(edges, (drawn) => {
      const said = passageGaps(drawn.map(([from, to]) => edge(from, to)))
      const covered = said.flatMap((text) => {
        const [, side, node, first] =
          /^(from|to|between) "\w-1" \((\w)\) (?:to|from|and) "\w-1" \((\w)\)/.exec(text) ?? []
        const more = [...text.matchAll(/(?<=nor (?:to|from|for) the .*)"(\w)"/g)].map(([, name]) => name)
        return [first, ...more].flatMap((other) => [
          ...(side === 'to' ? [] : [`${node} ${other}`]),
          ...(side === 'from' ? [] : [`${other} ${node}`]),
        ])
      })
      expect(covered.toSorted()).toEqual(drawn.map((ends) => ends.join(' ')).toSorted())
      expect(said.length).toBeLessThanOrEqual(drawn.length)
    }),
  )
})
