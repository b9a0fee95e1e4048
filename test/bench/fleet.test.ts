import { expect, test } from 'vitest'
import { generateFleet } from '../../bench/fleet.ts'
import { regressions } from '../../bench/gate.ts'
import { rowsOf, tableOf } from '../../bench/table.ts'
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

test('the table says of every other program how many times as fast a cold run of Pader is, in wall time and in user CPU', () => {
  const cost = (user: number, wall: number): { user: number; wall: number; system: number }[] => [
    { user, wall, system: 0 },
  ]
  const rows = rowsOf(
    new Map([
      ['floor', cost(0.5, 0.5)],
      ['pader compile, cold', cost(1, 2)],
      ['pkl eval', cost(3, 4)],
    ]),
  )
  expect(rows.map(({ name, paderFaster }) => [name, paderFaster])).toEqual([
    ['floor', undefined],
    ['pader compile, cold', undefined],
    ['pkl eval', { wall: 2, user: 3 }],
  ])
  expect(tableOf(rows)).toContain('| 2.0 / 3.0 ')
})
