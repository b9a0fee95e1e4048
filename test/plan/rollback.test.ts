import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256Of } from '../../src/model/digest.ts'
import { known, unknown, type ObservedCluster, type ObservedList } from '../../src/model/observed.ts'
import { nodeName, type Digest } from '../../src/model/names.ts'
import { digestOf } from '../../src/plan/canonical.ts'
import { afterEdits, listEdits } from '../../src/plan/list-edits.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import type { Plan, Step } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { planRollback } from '../../src/plan/plan-rollback.ts'
import { aCluster, anObservation, place, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { carryOut, picture, storageOf } from './carry-out.ts'
import { trouble } from './prove/brute-force.ts'

const values = fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3')
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

  test('does not send for the appliance where nobody knows any more how it stores a setting', () => {
    const node = (settings: NodeSketch['settings']): NodeSketch => ({
      name: 'a',
      location: 'x',
      groups: ['g'],
      ...(settings && { settings }),
    })
    const cluster = aCluster([node({ 'updates.interval': 60 })])
    const before = anObservation([node({ 'updates.interval': 240 })])
    const undone = planCluster({ cluster, observed: before, ...rest })
    const dialect = aDialect({}, { settings: ['priority', 'listeners', 'groups.network'] })
    const back = planRollback({ undone, before, cluster, observed: anObservation([node({})]), ...rest, dialect })
    expect(back.phases).toEqual([])
    expect(back.blocked).toMatchObject([{ node: 'a', setting: 'updates.interval' }])
    expect(back.blocked[0]?.reason).toContain('nobody knows how an appliance stores "updates.interval"')
  })

  test('brings a setting back to what somebody else made of it between two steps, and tells of a node that has left', () => {
    const node = (priority: number): NodeSketch => ({ name: 'a', location: 'x', groups: ['g'], settings: { priority } })
    const cluster = aCluster([node(20)])
    const [before, between, after] = [10, 33, 20].map((priority) => anObservation([node(priority)]))
    const [first, second] = [before!, between!].map((observed) => planCluster({ cluster, observed, ...rest }))
    const undone = { ...first!, phases: [...first!.phases, ...second!.phases] }
    const back = (observed: ObservedCluster) => planRollback({ undone, before: before!, cluster, observed, ...rest })
    expect(back(after!)).toMatchObject({ phases: [{ steps: [{ before: 20, after: 33 }] }], blocked: [] })
    expect(back(between!)).toMatchObject({ phases: [], blocked: [] })
    const gone = back({ ...after!, nodes: new Map(), membership: known([]) })
    expect(gone.blocked[0]).toMatchObject({ setting: 'priority', reason: expect.stringContaining('no member') })
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

  const held = (name: string, values: readonly string[]): ObservedList => ({
    id: name,
    name,
    type: 'ip',
    description: '[managed by Pader]',
    entries: values.map((value) => ({ value, description: '' })),
  })
  const withLists = (...lists: readonly ObservedList[]) =>
    anObservation(seen, { lists: known(new Map(lists.map((list) => [list.id, list]))) })
  const seen = [{ name: 'a', location: 'x', groups: ['g'] }]

  test('of lists brings back what they held, needs nothing the second time, and leaves alone what others changed', () =>
    fc.assert(
      fc.property(fc.array(values), fc.array(values), fc.array(values), (old, fresh, foreign) => {
        const cluster = aCluster(seen)
        const before = withLists(held('l', old))
        const edits = listEdits(held('l', old).entries, held('l', fresh).entries)
        const policySteps = edits.length === 0 ? [] : [{ kind: 'edit list', list: 'l', type: 'ip', edits } as const]
        const undone = planCluster({ cluster, observed: before, policySteps, ...rest })
        const back = (now: ObservedCluster) => planRollback({ undone, before, cluster, observed: now, ...rest })
        const steps = back(withLists(held('l', fresh))).phases.flatMap((phase) => phase.steps)
        let entries = held('l', fresh).entries
        for (const step of steps) if (step.kind === 'edit list') entries = afterEdits(entries, step.edits)
        expect(entries).toEqual(held('l', old).entries)
        expect(back(before).phases).toEqual([])
        if (edits.length > 0 && old.join() !== fresh.join()) {
          const without = back(withLists({ ...held('l', fresh), description: 'ours now' }))
          expect(without.phases).toEqual([])
          expect(without.blocked).toMatchObject([{ reason: expect.stringContaining('removed the mark of Pader') }])
        }
        if ([old, fresh].some((known) => known.join() === foreign.join()) || edits.length === 0) return
        const others = back(withLists(held('l', foreign)))
        expect(others.phases).toEqual([])
        expect(others.blocked).toMatchObject([{ object: 'list "l"', reason: 'somebody else has changed it since' }])
      }),
    ))

  test('of a list goes back to what somebody else made of it between two edits, and leaves it where that cannot be told', () => {
    const texts = [['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b']].map((held_) => held('l', held_))
    const [old, left, theirs, after] = texts.map(({ entries }) => entries)
    const edit = (from: typeof old, to: typeof old) =>
      ({ kind: 'edit list', list: 'l', type: 'ip', edits: listEdits(from!, to!) }) as const
    const [first, second] = [edit(old, left), edit(theirs, after)]
    const found = new Map<Step, Digest>([
      [first, digestOf(old)],
      [second, digestOf(theirs)],
    ])
    const cluster = aCluster(seen)
    const before = withLists(texts[0]!)
    const undone = planCluster({ cluster, observed: before, policySteps: [first, second], ...rest })
    const back = (now: readonly string[]) =>
      planRollback({
        undone,
        before,
        cluster,
        observed: withLists(held('l', now)),
        foundBy: (step) => found.get(step),
        ...rest,
      })
    expect(back(['a', 'b']).phases).toMatchObject([{ steps: [edit(after, theirs)] }])
    expect(back(['a', 'b', 'c'])).toMatchObject({ blocked: [{ reason: 'somebody else has changed it since' }] })
  })

  test('takes a list away that the plan created, once, and says why it cannot bring back one that nobody kept', () => {
    const cluster = aCluster(seen)
    const { description, entries } = held('new', ['192.0.2.1'])
    const policySteps = [{ kind: 'create list', list: 'new', type: 'ip', description, entries } as const]
    const undone = planCluster({ cluster, observed: withLists(), policySteps, ...rest })
    const back = (now: ObservedCluster) =>
      planRollback({ undone, before: withLists(), cluster, observed: now, ...rest })
    const edit = { kind: 'delete list', list: 'l', type: 'ip' } as const
    const gone = planRollback({
      undone: planCluster({ cluster, observed: withLists(held('l', ['192.0.2.1'])), policySteps: [edit], ...rest }),
      before: anObservation(seen, { lists: unknown('the backup from before: it is gone') }),
      cluster,
      observed: withLists(),
      ...rest,
    })
    expect(gone.blocked).toMatchObject([
      {
        reason: 'nobody kept what it held: the backup from before: it is gone',
        remedy: expect.stringContaining('pader rollback --to COMMIT'),
      },
    ])
    const [phase] = back(withLists(held('new', ['192.0.2.1']))).phases
    expect(phase?.steps).toEqual([{ kind: 'delete list', list: 'new', type: 'ip' }])
    expect(back(withLists()).phases).toEqual([])
  })

  test('of a system file needs the text that it had, and knows no way back from one that was not there', () => {
    const cluster = aCluster(seen)
    const file = (text: string) => {
      const [[id, node] = []] = [...anObservation(seen).nodes]
      return {
        ...anObservation(seen),
        nodes: new Map([[id!, { ...node!, systemFiles: new Map([['etc/x', known(text)]]) }]]),
      }
    }
    const write = { kind: 'write system file', node: nodeName('a'), uuid: uuidOf('a'), path: 'etc/x' } as const
    const undo = (step: Step | readonly Step[], text: string | undefined, now = 'new') =>
      planRollback({
        undone: planCluster({ cluster, observed: file('old'), policySteps: [step].flat(), ...rest }),
        before: file('old'),
        textBefore: () => text,
        cluster,
        observed: file(now),
        ...rest,
      })
    const step = { ...write, before: sha256Of('old'), after: sha256Of('new') }
    expect(undo(step, 'old').phases.flatMap(({ steps }) => steps)).toEqual([
      { ...write, before: sha256Of('new'), after: sha256Of('old') },
    ])
    // The commit of the second was lost.
    const again = { ...write, before: sha256Of('new'), after: sha256Of('newest') }
    expect(undo([step, again], 'old')).toMatchObject({ phases: [{ steps: [{ after: sha256Of('old') }] }], blocked: [] })
    expect(undo(step, 'old', 'old')).toMatchObject({ phases: [], blocked: [] })
    expect(undo(step, undefined).blocked).toMatchObject([{ reason: 'nobody kept the text that it had' }])
    expect(undo(step, 'old', 'another').blocked).toMatchObject([{ reason: 'somebody else has changed it since' }])
    const { before: _, ...first } = step
    expect(undo(first, 'old').blocked).toMatchObject([{ reason: expect.stringContaining('was not there before') }])
  })
})

describe('values of settings', () => {
  const step = (before: string, after: string): Step => {
    const common = { settings: 'S', target: 'Block', key: 'Language', before, after }
    return { kind: 'set policy setting', ...common, ruleSets: ['A'] }
  }
  const undone = (...steps: readonly Step[]): Plan => ({
    ...planCluster({ cluster: aCluster([]), observed: anObservation([]), ...rest }),
    phases: [
      { ordinal: 1, kind: 'policy', title: '', preconditions: [], steps, proof: { kind: 'not needed', because: '' } },
    ],
  })
  const holding = (value: string): ObservedCluster => {
    const values = [{ key: 'Language', type: 'string', value }]
    const settings = [{ name: 'S', target: 'Block', description: '', values, place }]
    return anObservation([], { ruleSets: known([{ id: '1', name: 'A', holds: known({ ...emptyPolicy, settings }) }]) })
  }
  const back = (now: ObservedCluster, ...steps: readonly Step[]) => {
    const { phases, blocked } = planRollback({
      undone: undone(...steps),
      before: anObservation([]),
      cluster: aCluster([]),
      observed: now,
      ...rest,
    })
    return { steps: phases.flatMap((phase) => phase.steps), blocked }
  }

  test('a value goes back to what the first step found', () => {
    expect(back(holding('fr'), step('de', 'en'), step('en', 'fr'))).toEqual({ steps: [step('fr', 'de')], blocked: [] })
    expect(back(holding('de'), step('de', 'en'))).toEqual({ steps: [], blocked: [] })
    // Somebody else made it "it" between the two.
    expect(back(holding('fr'), step('de', 'en'), step('it', 'fr')).steps).toEqual([step('fr', 'it')])
  })

  test("a value is the plan's own where the commit of its last step was lost", () => {
    expect(back(holding('en'), step('de', 'en'), step('en', 'fr'))).toEqual({ steps: [step('en', 'de')], blocked: [] })
  })

  test('a value of somebody else stays, and so does one that cannot be read', () => {
    const reasons = [holding('it'), anObservation([])].map((now) => back(now, step('de', 'en')).blocked[0]?.reason)
    expect(reasons).toEqual(['somebody else has changed it since', 'what it holds now could not be read'])
  })
})
