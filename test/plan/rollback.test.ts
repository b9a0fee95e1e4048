import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { known, type ObservedCluster, type ObservedList } from '../../src/model/observed.ts'
import { invert } from '../../src/plan/invert.ts'
import type { ListEdit } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { planRollback } from '../../src/plan/plan-rollback.ts'
import { aCluster, anObservation, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { carryOut, picture, storageOf } from './carry-out.ts'
import { trouble } from './prove/brute-force.ts'

const rest = { dialect: aDialect(), target: { provedEmulator: true } }
const someGroups = fc.subarray(['p', 'q', 'transit'], { minLength: 1 })
const changes = fc
  .array(fc.record({ location: fc.constantFrom('north', 'south'), old: someGroups, new: someGroups }), {
    minLength: 2,
    maxLength: 4,
  })
  .map((nodes) => nodes.map((node, index) => ({ ...node, name: 'abcd'[index]! })))
const isProved = ({ phases }: { phases: readonly { proof: { kind: string } }[] }) =>
  phases.every(({ proof }) => proof.kind === 'proved')

describe('a rollback', () => {
  test('restores what was there before from every prefix of the plan, and cuts nobody off on the way', () => {
    let restored = 0
    fc.assert(
      fc.property(changes, fc.nat({ max: 3 }), (nodes, done) => {
        const sketch = (groups: (node: (typeof nodes)[number]) => string[]): NodeSketch[] =>
          nodes.map((node) => ({ name: node.name, location: node.location, groups: groups(node) }))
        const cluster = aCluster(sketch((node) => node.new))
        const before = anObservation(sketch((node) => node.old))
        const undone = planCluster({ cluster, observed: before, ...rest })
        if (!isProved(undone)) return
        let state: ObservedCluster = before
        for (const phase of undone.phases.slice(0, done)) state = carryOut(state, phase)
        const rollback = planRollback({ undone, before, cluster, observed: state, ...rest })
        expect(isProved(rollback)).toBe(true)
        for (const phase of rollback.phases) {
          const next = carryOut(state, phase)
          expect(trouble(cluster, [storageOf(state), storageOf(next)])).toBeUndefined()
          state = next
        }
        expect(picture(storageOf(state))).toEqual(picture(storageOf(before)))
        restored++
      }),
      { numRuns: 150 },
    )
    expect(restored).toBeGreaterThan(30)
  })

  test('leaves alone what somebody else has changed since', () => {
    const node = (priority: number): NodeSketch => ({ name: 'a', location: 'x', groups: ['g'], settings: { priority } })
    const cluster = aCluster([node(20)])
    const before = anObservation([node(10)])
    const undone = planCluster({ cluster, observed: before, ...rest })
    const rollback = planRollback({ undone, before, cluster, observed: anObservation([node(33)]), ...rest })
    expect(rollback.phases).toEqual([])
    expect(rollback.blocked).toMatchObject([
      { node: 'a', setting: 'priority', reason: 'somebody else has changed it since' },
    ])
  })

  test('brings a deleted list back, and does not ask anybody to add or remove appliances', () => {
    const list: ObservedList = {
      id: 'x',
      name: 'gone',
      type: 'ip',
      description: '[managed by Pader] kept',
      entries: [{ value: '192.0.2.1', description: '' }],
    }
    const seen = [{ name: 'a', location: 'x', groups: ['g'] }]
    const before = anObservation(seen, { lists: known(new Map([['x', list]])) })
    const cluster = aCluster([...seen, { name: 'b', location: 'x', groups: ['g'] }])
    const policySteps = [{ kind: 'delete list', list: 'gone', type: 'ip' } as const]
    const undone = planCluster({ cluster, observed: before, policySteps, ...rest })
    const rollback = planRollback({ undone, before, cluster, observed: anObservation(seen), ...rest })
    expect(rollback.phases.flatMap(({ steps }) => steps)).toEqual([
      { kind: 'create list', list: 'gone', type: 'ip', description: '[managed by Pader] kept', entries: list.entries },
    ])
    expect(rollback.blocked.map(({ object }) => object)).toEqual(['add b', 'prepare b'])
  })

  test('of list edits undoes them in the reverse order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.string())),
        (start, script) => {
          const entry = (value: string) => ({ value, description: '' })
          const entries = start.map(entry)
          const edits = script.map(([at, kind, value]): ListEdit => {
            const position = at % (entries.length + (kind === 0 || entries.length === 0 ? 1 : 0))
            if (kind === 0 || entries.length === 0)
              return apply(entries, { kind: 'insert', position, entry: entry(value) })
            const before = entries[position]!
            return kind === 1
              ? apply(entries, { kind: 'replace', position, before, entry: entry(value) })
              : apply(entries, { kind: 'remove', position, before })
          })
          const inverse = invert({ kind: 'edit list', list: 'l', type: 'ip', edits }, { lists: new Map() })
          if (inverse.kind !== 'step' || inverse.step.kind !== 'edit list') throw new Error('expected an edit')
          for (const edit of inverse.step.edits) apply(entries, edit)
          expect(entries).toEqual(start.map(entry))
        },
      ),
    ))

  test('knows no way back from a system file that was not there', () => {
    const step = { kind: 'write system file', node: 'a', uuid: uuidOf('a'), path: 'etc/x', after: '1' } as const
    expect(invert(step as never, { lists: new Map() })).toMatchObject({ kind: 'none' })
  })
})

function apply(entries: { value: string; description: string }[], edit: ListEdit): ListEdit {
  if (edit.kind === 'insert') entries.splice(edit.position, 0, edit.entry)
  else if (edit.kind === 'remove') entries.splice(edit.position, 1)
  else entries[edit.position] = edit.entry
  return edit
}
