import { expect, test } from 'vitest'
import { digest, nodeName } from '../../../src/model/names.ts'
import { absent, known, unknown, type ObservedCluster, type ObservedList } from '../../../src/model/observed.ts'
import type { GuardGround } from '../../../src/plan/guards/guard.ts'
import { usualLimits } from '../../../src/plan/guards/guard.ts'
import { guards } from '../../../src/plan/guards/index.ts'
import { isFrozen } from '../../../src/plan/guards/window.ts'
import type { Plan, Step } from '../../../src/plan/plan.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, uuidOf, type NodeSketch } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { aGround } from '../a-ground.ts'

/** Nodes of one location, which stay in their groups. */
const nodesOf = (location: string, count: number, ntp: (index: number) => boolean = () => true): NodeSketch[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${location}-${index}`,
    location,
    groups: ['all', 'transit'],
    settings: { 'ntp.enabled': ntp(index) },
  }))

interface Edge {
  readonly wanted?: readonly NodeSketch[]
  readonly seen?: readonly NodeSketch[]
  readonly observed?: Partial<ObservedCluster>
  readonly steps?: readonly Step[]
  readonly ground?: Partial<GuardGround>
}

/** What one guard says. */
function says(code: string, { wanted = nodesOf('x', 2), seen = wanted, observed, steps = [], ground }: Edge) {
  const cluster = aCluster(wanted)
  const planning = {
    cluster,
    observed: anObservation(seen, observed),
    dialect: aDialect(),
    target: { provedEmulator: true },
    policySteps: steps,
  }
  const plan: Plan = planCluster(planning)
  const guard = guards.find((one) => one.code === code)!
  return [...guard.objections(plan, aGround(planning, ground))]
}

const entries = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ value: `${from + index}`, description: '' }))

const listOf = (count: number, name = 'blocked'): ObservedList => ({
  id: name,
  name,
  type: 'string',
  description: '',
  entries: entries(count),
})

const holding = (...lists: readonly ObservedList[]): Partial<ObservedCluster> => ({
  lists: known(new Map(lists.map((list) => [list.id, list]))),
})

const edit = (removed: number, inserted = 0): Step => ({
  kind: 'edit list',
  list: 'blocked',
  type: 'string',
  edits: [
    ...entries(removed).map((before) => ({ kind: 'remove' as const, position: 0, before })),
    ...entries(inserted, 1000).map((entry) => ({ kind: 'insert' as const, position: 0, entry })),
  ],
})

const creations = (count: number): readonly Step[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'create list',
    list: `new-${index}`,
    type: 'string',
    description: '',
    entries: [],
  }))

const replacing = (names: readonly string[], replaces: boolean): Step => ({
  kind: 'put rule sets',
  imports: names.map((name) => ({
    name,
    content: digest(name),
    rules: digest(name),
    replaces,
    differences: [],
  })),
  removes: [],
  order: names,
})

const five = ['a', 'b', 'c', 'd', 'e']

test.each<[guard: string, what: string, says: string | undefined, Edge]>([
  // Ten entries are few enough that nobody counts, and three tenths of a list may go.
  ['GUARD-LIST-SHRINK', 'nine entries of twelve', undefined, { steps: [edit(9)], observed: holding(listOf(12)) }],
  [
    'GUARD-LIST-SHRINK',
    'ten of twelve',
    'would lose 10 of 12 entries and get 0',
    { steps: [edit(10)], observed: holding(listOf(12)) },
  ],
  ['GUARD-LIST-SHRINK', 'three tenths', undefined, { steps: [edit(30)], observed: holding(listOf(100)) }],
  [
    'GUARD-LIST-SHRINK',
    'one more',
    'would lose 31 of 100 entries and get 0',
    { steps: [edit(31)], observed: holding(listOf(100)) },
  ],
  [
    'GUARD-LIST-SHRINK',
    'as many others that come',
    undefined,
    { steps: [edit(60, 40)], observed: holding(listOf(100)) },
  ],
  [
    'GUARD-LIST-SHRINK',
    'a list that could not be read',
    undefined,
    { steps: [edit(60)], observed: { lists: unknown('x') } },
  ],
  [
    'GUARD-EMPTY',
    'all entries of a list',
    'the list "blocked" would be empty',
    { steps: [edit(3)], observed: holding(listOf(3)) },
  ],
  ['GUARD-EMPTY', 'all but one', undefined, { steps: [edit(2)], observed: holding(listOf(3)) }],
  ['GUARD-EMPTY', 'all of them for another', undefined, { steps: [edit(3, 1)], observed: holding(listOf(3)) }],
  ['GUARD-EMPTY', 'a list that was empty', undefined, { steps: [edit(0)], observed: holding(listOf(0)) }],
  [
    'GUARD-EMPTY',
    'another list of that length',
    undefined,
    { steps: [edit(3)], observed: holding(listOf(4), listOf(3, 'other')) },
  ],
  [
    'GUARD-MASS-CHANGE',
    'nine of nine nodes',
    undefined,
    { wanted: nodesOf('x', 9), seen: nodesOf('x', 9, () => false) },
  ],
  [
    'GUARD-MASS-CHANGE',
    'ten of ten',
    '10 of the 10 nodes of cluster test would be changed',
    { wanted: nodesOf('x', 10), seen: nodesOf('x', 10, () => false) },
  ],
  [
    'GUARD-MASS-CHANGE',
    'half of them',
    undefined,
    { wanted: nodesOf('x', 20), seen: nodesOf('x', 20, (index) => index >= 10) },
  ],
  [
    'GUARD-MASS-CHANGE',
    'half and one',
    '11 of the 20 nodes of cluster test would be changed',
    { wanted: nodesOf('x', 20), seen: nodesOf('x', 20, (index) => index >= 11) },
  ],
  [
    'GUARD-MASS-CHANGE',
    'a whole location of a large cluster',
    '10 of the 10 nodes of location y would be changed',
    {
      wanted: [...nodesOf('x', 40), ...nodesOf('y', 10)],
      seen: [...nodesOf('x', 40), ...nodesOf('y', 10, () => false)],
    },
  ],
  ['GUARD-MASS-REMOVAL', 'one node', undefined, { wanted: nodesOf('x', 1), seen: nodesOf('x', 2) }],
  ['GUARD-MASS-REMOVAL', 'a fifth', undefined, { wanted: nodesOf('x', 8), seen: nodesOf('x', 10) }],
  [
    'GUARD-MASS-REMOVAL',
    'more than a fifth',
    '3 of 10 nodes would be taken out of the cluster',
    { wanted: nodesOf('x', 7), seen: nodesOf('x', 10) },
  ],
  ['GUARD-MASS-POLICY', 'four lists where there are none', undefined, { steps: creations(4) }],
  ['GUARD-MASS-POLICY', 'five', '5 lists would be changed; the cluster has 0', { steps: creations(5) }],
  [
    'GUARD-MASS-POLICY',
    'half of the lists',
    undefined,
    { steps: creations(5), observed: holding(...entries(10).map(({ value }) => listOf(1, value))) },
  ],
  [
    'GUARD-MASS-POLICY',
    'five rule sets in place of others',
    '5 rule sets would be replaced or removed; the cluster has 0',
    { steps: [replacing(five, true)], observed: { ruleSets: known([]) } },
  ],
  [
    'GUARD-MASS-POLICY',
    'five new rule sets',
    undefined,
    { steps: [replacing(five, false)], observed: { ruleSets: known([]) } },
  ],
  ['GUARD-EXPIRED', 'a plan of a day ago', undefined, { ground: { plannedAt: '2025-12-31T00:00:00Z' } }],
  ['GUARD-EXPIRED', 'a second older', 'good for 24 hours', { ground: { plannedAt: '2025-12-30T23:59:59Z' } }],
  ['GUARD-EXPIRED', 'a plan of no time', 'good for 24 hours', { ground: { plannedAt: 'yesterday' } }],
  [
    'GUARD-UNKNOWN-NODES',
    'a roster that could not be read',
    'the list of the appliances in the cluster could not be read',
    { steps: creations(1), observed: { membership: unknown('timeout') } },
  ],
  [
    'GUARD-UNKNOWN-NODES',
    'a roster that is not there',
    'the list of the appliances in the cluster could not be read',
    { steps: creations(1), observed: { membership: absent } },
  ],
  [
    'GUARD-UNKNOWN-NODES',
    'a node that is no member yet',
    undefined,
    {
      steps: creations(1),
      observed: { membership: known([uuidOf('x-0')]), nodes: anObservation(nodesOf('x', 1)).nodes },
    },
  ],
  [
    'GUARD-OUT-OF-SYNC',
    'two nodes that are behind',
    'x-0, x-1 hold something older',
    { steps: creations(1), ground: { behind: [nodeName('x-0'), nodeName('x-1')] } },
  ],
  [
    'GUARD-OUT-OF-SYNC',
    'a node that is behind, and nothing to commit',
    undefined,
    { ground: { behind: [nodeName('x-0')] } },
  ],
])('%s, %s', (code, _what, words, edge) => {
  const said = says(code, edge)
  if (words === undefined) expect(said).toEqual([])
  else expect(said.join('\n')).toContain(words)
})

const withSkew = (seconds: number, uncertainty: number): Edge => ({
  steps: creations(1),
  observed: {
    nodes: new Map(
      [...anObservation(nodesOf('x', 2)).nodes].map(([id, node]) => [
        id,
        { ...node, skew: known({ seconds, uncertainty }) },
      ]),
    ),
  },
})

test.each([
  [usualLimits.skewSeconds, 0, undefined],
  [usualLimits.skewSeconds + 2, 2, undefined],
  [usualLimits.skewSeconds + 3, 2, '33 s ahead of'],
  [-usualLimits.skewSeconds - 3, 2, '33 s behind'],
])('a clock that is %d s off, known to within %d s', (seconds, uncertainty, words) => {
  const said = says('GUARD-SKEW', withSkew(seconds, uncertainty))
  expect(said).toHaveLength(words === undefined ? 0 : 2)
  for (const one of said) expect(one).toContain(words)
})

test('a freeze holds where nobody knows what time it is', () => {
  expect(isFrozen({ from: '2026-01-01T00:00', to: '2026-01-02T00:00', why: 'x' }, 'now', 'UTC')).toBe(true)
})
