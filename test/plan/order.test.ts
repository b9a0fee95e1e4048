import fc from 'fast-check'
import { expect, test } from 'vitest'
import { known, type ListEntry, type ObservedCluster, type ObservedList } from '../../src/model/observed.ts'
import { ownedDescription, type DesiredList } from '../../src/model/policy/list.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import type { Plan, Step } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { aCluster, anObservation, place, type NodeSketch } from './a-cluster.ts'

const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })

/** What appliances hold, as far as the steps below change it: name of a thing → its value. */
type Held = ReadonlyMap<string, unknown>

/** Carries out one step on what is held; knows nothing of how it was planned, and refuses what does not fit. */
function done(held: Held, step: Step): Held {
  const next = new Map(held)
  if (step.kind === 'set property') {
    const name = `${step.uuid} ${step.setting}`
    expect(held.get(name)).toEqual(step.before)
    return next.set(name, step.after)
  }
  if (!('list' in step)) throw new Error(`cannot carry out "${step.kind}"`)
  const name = `list ${step.list}`
  if (step.kind === 'create list') {
    expect(held.has(name)).toBe(false)
    return next.set(name, step.entries)
  }
  expect(held.has(name)).toBe(true)
  if (step.kind === 'delete list') next.delete(name)
  else {
    const entries = [...(held.get(name) as readonly ListEntry[])]
    for (const edit of step.edits) {
      if (edit.kind !== 'insert') expect(entries[edit.position]).toEqual(edit.before)
      entries.splice(edit.position, edit.kind === 'insert' ? 0 : 1, ...(edit.kind === 'remove' ? [] : [edit.entry]))
    }
    next.set(name, entries)
  }
  return next
}

const listNames = ['a', 'b', 'c'] as const
const someLists = fc.record(
  Object.fromEntries(
    listNames.map((name) => [name, fc.option(fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'w'), { maxLength: 4 }))]),
  ),
)
const someNodes = fc.array(
  fc.record({
    groups: fc.subarray(['p', 'q', 'transit'], { minLength: 1 }),
    priority: fc.integer({ min: 1, max: 3 }),
    ntp: fc.boolean(),
  }),
  { minLength: 4, maxLength: 4 },
)

const sketches = (nodes: typeof someNodes extends fc.Arbitrary<infer T> ? T : never): readonly NodeSketch[] =>
  nodes.map(({ groups, priority, ntp }, index) => ({
    name: `n-${index}`,
    location: 'north',
    groups,
    settings: { priority, 'ntp.enabled': ntp },
  }))
const entriesOf = (values: readonly string[]): readonly ListEntry[] =>
  values.map((value) => ({ value, description: '' }))

function heldBy(observed: ObservedCluster): Held {
  const settings = [...observed.nodes.values()].flatMap((node) =>
    Object.entries(node.settings).flatMap(([name, value]) =>
      value.kind === 'known' ? [[`${node.uuid} ${name}`, value.value] as const] : [],
    ),
  )
  const lists = observed.lists.kind === 'known' ? [...observed.lists.value.values()] : []
  return new Map<string, unknown>([
    ...settings,
    ...lists.map(({ name, entries }) => [`list ${name}`, entries] as const),
  ])
}

test('the order of the steps inside a phase does not matter: each order fits what is there and ends the same', () => {
  let shuffled = 0
  fc.assert(
    fc.property(someNodes, someNodes, someLists, someLists, fc.gen(), (before, after, had, wants, gen) => {
      const description = ownedDescription('')
      const lists = Object.entries(wants).flatMap(([name, values]): DesiredList[] =>
        values === null ? [] : [{ name, type: 'string', description, entries: entriesOf(values), place }],
      )
      const seen = Object.entries(had).flatMap(([name, values]): [string, ObservedList][] =>
        values === null ? [] : [[name, { id: name, name, type: 'string', description, entries: entriesOf(values) }]],
      )
      const observed = anObservation(sketches(before), { lists: known(new Map(seen)) })
      const cluster = aCluster(sketches(after), { policy: { ...emptyPolicy, lists } })
      const plan: Plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true } })
      let planned = heldBy(observed)
      let other = planned
      for (const { steps } of plan.phases) {
        const order = gen(() => fc.shuffledSubarray([...steps], { minLength: steps.length }))
        if (order.some((step, index) => step !== steps[index])) shuffled += 1
        planned = steps.reduce(done, planned)
        other = order.reduce(done, other)
        expect(other).toEqual(planned)
      }
    }),
    { numRuns: 200 },
  )
  expect(shuffled).toBeGreaterThan(50)
})
