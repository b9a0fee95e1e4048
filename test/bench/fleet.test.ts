import { expect, test } from 'vitest'
import { generateFleet } from '../../bench/fleet.ts'
import { regressions } from '../../bench/gate.ts'
import { build, rawFile } from '../compile/support.ts'

test('the fleet of the benchmark is the same every time, has as many nodes as asked for and nothing to complain about', () => {
  const files = generateFleet(120)
  expect([...generateFleet(120)]).toEqual([...files])
  const { fleet, diagnostics } = build([...files].map(([path, text]) => rawFile(`clusters/${path}`, text)))
  expect(diagnostics).toEqual([])
  expect(fleet.clusters.flatMap(({ nodes }) => nodes)).toHaveLength(120)
  const [policy] = fleet.clusters.map((cluster) => cluster.policy)
  expect(policy?.ruleSets.flatMap(({ rules }) => rules)).toHaveLength(50)
  expect(policy?.lists.map(({ entries }) => entries.length)).toEqual(Array.from({ length: 12 }, () => 24))
})

test('a ratio that is a quarter worse than the committed one is a regression; what was not measured is none', () => {
  const committed = { 'cold / floor': 2, 'help / node': 1.5 }
  expect(regressions({ 'cold / floor': 2.5 }, committed)).toEqual([])
  expect(regressions({ 'cold / floor': 2.51, 'new / floor': 9 }, committed)).toEqual([
    'cold / floor: 2.51, committed 2.00',
  ])
})
