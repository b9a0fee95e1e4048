import { expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { absent, known, unknown } from '../../../src/model/observed.ts'
import { usualLimits } from '../../../src/plan/guards/guard.ts'
import { isFrozen } from '../../../src/plan/guards/window.ts'
import { anObservation, twoSites, uuidOf, type NodeSketch } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import {
  byHand,
  creations,
  deletions,
  edit,
  entries,
  holding,
  listOf,
  ntpChange,
  put,
  says,
  type Case,
} from './heard.ts'

/** Nodes of one location, which stay in their groups. */
const nodesOf = (location: string, count: number, ntp: (index: number) => boolean = () => true): NodeSketch[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${location}-${index}`,
    location,
    groups: ['all', 'transit'],
    settings: { 'ntp.enabled': ntp(index) },
  }))

const five = ['a', 'b', 'c', 'd', 'e']

const closed = { days: [6], from: '22:00', to: '04:00', timeZone: 'UTC' }
const open = { days: [1], from: '11:00', to: '13:00', timeZone: 'UTC' }
const elsewhere = { ...closed, locations: ['newyork'] }
const frozen = (location: string) => ({
  from: '2026-03-01T00:00',
  to: '2026-03-08T00:00',
  why: 'the audit',
  locations: [location],
})
/** A change of one node of one location. */
const tokyoOnly = { wanted: [ntpChange.wanted[0]!, ...ntpChange.seen.slice(1)], seen: ntpChange.seen }

test.each<[guard: string, what: string, says: string | undefined, Case]>([
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
    '3 of 10 nodes would be removed from the cluster',
    { wanted: nodesOf('x', 7), seen: nodesOf('x', 10) },
  ],
  ['GUARD-MASS-POLICY', 'four lists where none were read', undefined, { steps: deletions(4) }],
  ['GUARD-MASS-POLICY', 'fifty new lists', undefined, { steps: creations(50) }],
  ['GUARD-MASS-POLICY', 'five', '5 lists would be changed or deleted; the cluster has 0', { steps: deletions(5) }],
  [
    'GUARD-MASS-POLICY',
    'half of the lists',
    undefined,
    { steps: deletions(5), observed: holding(...entries(10).map(({ value }) => listOf(1, value))) },
  ],
  [
    'GUARD-MASS-POLICY',
    'five rule sets in place of others',
    '5 rule sets would be replaced or removed; the cluster has 0',
    { steps: [put(five)], observed: { ruleSets: known([]) } },
  ],
  [
    'GUARD-MASS-POLICY',
    'five new rule sets',
    undefined,
    { steps: [put(five, { replaces: false })], observed: { ruleSets: known([]) } },
  ],
  ['GUARD-EXPIRED', 'a plan of a day ago', undefined, { context: { plannedAt: '2026-03-01T12:00:00Z' } }],
  ['GUARD-EXPIRED', 'a second older', 'good for 24 hours', { context: { plannedAt: '2026-03-01T11:59:59Z' } }],
  ['GUARD-EXPIRED', 'a clock five minutes ahead', undefined, { context: { plannedAt: '2026-03-02T12:05:00Z' } }],
  [
    'GUARD-EXPIRED',
    'a plan of the day after',
    'nobody knows how old the plan is',
    { context: { plannedAt: '2026-03-03T12:00:00Z' } },
  ],
  ['GUARD-EXPIRED', 'a plan of no time', 'good for 24 hours', { context: { plannedAt: 'yesterday' } }],
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
      wanted: nodesOf('x', 2),
      steps: creations(1),
      observed: { membership: known([uuidOf('x-0')]), nodes: anObservation(nodesOf('x', 1)).nodes },
    },
  ],
  [
    'GUARD-OUT-OF-SYNC',
    'two nodes that are behind',
    'tokyo-1, tokyo-2 hold something different',
    { steps: creations(1), context: { behind: [nodeName('tokyo-1'), nodeName('tokyo-2')] } },
  ],
  [
    'GUARD-OUT-OF-SYNC',
    'a node that is behind, and nothing to commit',
    undefined,
    { context: { behind: [nodeName('tokyo-1')] } },
  ],
  [
    'GUARD-LIST-SHRINK',
    'a list that goes as a whole',
    'would be deleted with its 10 entries',
    { steps: [{ kind: 'delete list', list: 'blocked', type: 'string' }], observed: holding(listOf(10)) },
  ],
  [
    'GUARD-LIST-SHRINK',
    'a list of another type that goes',
    undefined,
    { steps: [{ kind: 'delete list', list: 'blocked', type: 'ip' }], observed: holding(listOf(10)) },
  ],
  ['GUARD-EMPTY', 'a list that could not be read', undefined, { steps: [edit(3)], observed: { lists: unknown('x') } }],
  ['GUARD-EMPTY', 'no node where there is none', undefined, { wanted: [] }],
  [
    'GUARD-EMPTY',
    'no node for members of which nothing could be read',
    'no nodes for a cluster of 4',
    { wanted: [], seen: twoSites, observed: { nodes: new Map() } },
  ],
  ['GUARD-MASS-POLICY', 'four lists, and steps on other things', undefined, { steps: [...deletions(4), put(['r'])] }],
  [
    'GUARD-MASS-POLICY',
    'five lists of one name, each of another type',
    '5 lists would be changed or deleted',
    { steps: deletions(5, 'type') },
  ],
  ['GUARD-FOREIGN-CHANGE', 'and nothing to commit', undefined, { context: { foreignChanges: ['list blocked'] } }],
  [
    'GUARD-UNVERIFIED',
    'a setting of which the dialect does not know',
    'nobody knows how an appliance stores "ntp.enabled"',
    { ...ntpChange, context: { dialect: aDialect({}, { settings: [] }) } },
  ],
  ['GUARD-WINDOW', 'one of two that is open', undefined, { ...ntpChange, context: { windows: [closed, open] } }],
  [
    'GUARD-WINDOW',
    'one that is open elsewhere',
    'no change window of location tokyo is open',
    { ...ntpChange, context: { windows: [closed, { ...open, locations: ['newyork'] }] } },
  ],
  ['GUARD-WINDOW', 'none for this location', undefined, { ...tokyoOnly, context: { windows: [elsewhere] } }],
  ['GUARD-FREEZE', 'of another location', undefined, { ...tokyoOnly, context: { freezes: [frozen('newyork')] } }],
  [
    'GUARD-FREEZE',
    'of this location and no other',
    'location tokyo is frozen',
    { ...tokyoOnly, context: { freezes: [frozen('newyork'), frozen('tokyo')] } },
  ],
  [
    'GUARD-FREEZE',
    'of any location, and a list that all nodes share',
    'location newyork is frozen',
    { steps: creations(1), context: { freezes: [frozen('newyork')] } },
  ],
])('%s, %s', (code, _what, words, one) => {
  const said = says(code, one)
  if (words === undefined) expect(said).toEqual([])
  else expect(said.join('\n')).toContain(words)
})

const withSkew = (seconds: number, uncertainty: number, count = 2): Case => ({
  steps: creations(1),
  wanted: nodesOf('x', count),
  observed: ({ nodes }) => ({
    nodes: new Map([...nodes].map(([id, node]) => [id, { ...node, skew: known({ seconds, uncertainty }) }])),
  }),
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

test('up to three clocks that are off are told one by one, more of them in one sentence', () => {
  expect(says('GUARD-SKEW', withSkew(60, 0, 3)).map((said) => said.slice(0, 16))).toEqual([
    'the clock of x-0',
    'the clock of x-1',
    'the clock of x-2',
  ])
  expect(says('GUARD-SKEW', withSkew(60, 0, 4))).toEqual([expect.stringContaining('of 4 nodes')])
})

test('clocks matter as soon as anything is committed, and to nothing that a person does alone', () => {
  const person = byHand({ kind: 'take over policy', removes: 'old' })
  expect(says('GUARD-SKEW', { ...withSkew(60, 0), steps: [person, ...creations(1)] })).toHaveLength(2)
  expect(says('GUARD-SKEW', { ...withSkew(60, 0), steps: [person] })).toEqual([])
})

test('a freeze holds where nobody knows what time it is', () => {
  expect(isFrozen({ from: '2026-01-01T00:00', to: '2026-01-02T00:00', why: 'x' }, 'now', 'UTC')).toBe(true)
})
