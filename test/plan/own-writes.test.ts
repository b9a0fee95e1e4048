import fc from 'fast-check'
import { expect, test } from 'vitest'
import { known, type ListEntry, type ObservedCluster } from '../../src/model/observed.ts'
import { digestOf } from '../../src/plan/canonical.ts'
import { foreignChanges } from '../../src/plan/foreign-changes.ts'
import { listName } from '../../src/plan/held-object.ts'
import { holdingsOf } from '../../src/plan/holdings.ts'
import { listEdits } from '../../src/plan/list-edits.ts'
import { withOwnWrites, type OwnWrite } from '../../src/plan/own-writes.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { carryOut } from './carry-out.ts'

const rest = { dialect: aDialect(), target: { provedEmulator: true } }
const someGroups = fc.subarray(['p', 'q', 'transit'], { minLength: 1 })
const nodes = fc
  .array(
    fc.record({
      location: fc.constantFrom('north', 'south'),
      old: someGroups,
      next: someGroups,
      later: someGroups,
      priority: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((drawn) => drawn.map((node, index) => ({ ...node, name: 'abcd'[index]! })))

type Drawn = { readonly name: string; readonly location: string; readonly priority: number }

function sketch<Node extends Drawn>(drawn: readonly Node[], groups: (node: Node) => string[]): NodeSketch[] {
  return drawn.map((node) => ({
    name: node.name,
    location: node.location,
    groups: groups(node),
    settings: { priority: node.priority },
  }))
}

test('whatever a run had written when it was killed is no change of somebody else, whatever is wanted next', () => {
  let interrupted = 0
  fc.assert(
    fc.property(nodes, fc.integer({ min: 0, max: 3 }), (drawn, done) => {
      const before = anObservation(sketch(drawn, ({ old }) => old))
      const applied = holdingsOf(before)
      const first = planCluster({ cluster: aCluster(sketch(drawn, ({ next }) => next)), observed: before, ...rest })
      const { phases } = first
      expect(foreignChanges(first, before, applied)).toEqual([])
      let state = before
      for (const phase of phases.slice(0, done)) state = carryOut(state, phase)
      // The phase after the last one that took effect may have been written and never committed.
      const written = phases.slice(0, done + 1).flatMap(({ steps }) => steps.map((step) => ({ step })))
      const plan = planCluster({ cluster: aCluster(sketch(drawn, ({ later }) => later)), observed: state, ...rest })
      expect(foreignChanges(plan, state, withOwnWrites(applied, written, state))).toEqual([])
      if (foreignChanges(plan, state, applied).length > 0) interrupted++
    }),
    { numRuns: 150 },
  )
  // Without what is remembered of the run these would have been taken for somebody's.
  expect(interrupted).toBeGreaterThan(10)
})

test('what somebody else set meanwhile is still told apart', () => {
  const node = (priority: number): NodeSketch => ({ name: 'a', location: 'x', groups: ['g'], settings: { priority } })
  const before = anObservation([node(10)])
  const own = planCluster({ cluster: aCluster([node(20)]), observed: before, ...rest })
  const written = own.phases.flatMap(({ steps }) => steps.map((step) => ({ step })))
  expect(written).toHaveLength(1)
  const state = anObservation([node(33)])
  const plan = planCluster({ cluster: aCluster([node(40)]), observed: state, ...rest })
  const left = withOwnWrites(holdingsOf(before), written, state)
  expect(foreignChanges(plan, state, left)).toEqual(['priority of a'])
})

const entries = fc
  .subarray(['a', 'b', 'c', 'd'])
  .map((values) => values.map((value): ListEntry => ({ value, description: '' })))

test('a list is what Pader left of it whichever of its edits took effect, and what somebody else left is told apart', () => {
  const holding = (held: readonly ListEntry[]): ObservedCluster =>
    anObservation([], {
      lists: known(
        new Map([['1', { id: '1', name: 'l', type: 'ip', description: '[managed by Pader]', entries: held }]]),
      ),
    })
  const writing = (from: readonly ListEntry[], to: readonly ListEntry[], isRecorded = true): OwnWrite => ({
    step: { kind: 'edit list', list: 'l', type: 'ip', edits: listEdits(from, to) },
    ...(isRecorded ? { found: digestOf(from) } : {}),
  })
  let foreign = 0
  fc.assert(
    fc.property(fc.tuple(entries, entries, entries, entries, entries), ([old, lost, theirs, own, other]) => {
      const applied = holdingsOf(holding(old))
      const left = (now: readonly ListEntry[], written: readonly OwnWrite[]): unknown =>
        withOwnWrites(applied, written, holding(now)).get(listName({ name: 'l', type: 'ip' }))?.value
      // The first never took effect; the second found what somebody else had made of the list, and took effect or not.
      const written = [writing(old, lost), writing(theirs, own)]
      for (const now of [lost, own]) expect(left(now, written)).toEqual(now)
      expect(left(own, [writing(old, lost, false), writing(lost, own, false)])).toEqual(own)
      if ([old, lost, own].some((ours) => digestOf(ours) === digestOf(other))) return
      expect(left(other, written)).toEqual(old)
      foreign += 1
    }),
  )
  expect(foreign).toBeGreaterThan(10)
})
