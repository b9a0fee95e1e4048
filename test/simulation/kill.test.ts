import { expect, test } from 'vitest'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { journalName } from '../../src/reconcile/journal/journal.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { clusterClock, emulate, N1, N2, T1, T2, type Values } from './cluster-world.ts'
import { groupsHeld, isConnected } from './invariants.ts'
import { life, type Death } from './mortal.ts'
import { applyOnce, edge, setupIn, type Outside } from './one-run.ts'

const before: Values = new Map([
  [T1, { 'groups.network': ['all'], priority: 10, 'updates.interval': 240 }],
  [T2, { 'groups.network': ['all'], priority: 10, 'updates.interval': 240 }],
  [N1, { 'groups.network': ['all'], priority: 10, 'updates.interval': 240 }],
  [N2, { 'groups.network': ['all'], priority: 10, 'updates.interval': 240 }],
])
const after: Values = new Map([
  [T1, { 'groups.network': ['tokyo', 'transit'], priority: 10, 'updates.interval': 60 }],
  [T2, { 'groups.network': ['tokyo'], priority: 10, 'updates.interval': 60 }],
  [N1, { 'groups.network': ['newyork', 'transit'], priority: 10, 'updates.interval': 60 }],
  [N2, { 'groups.network': ['newyork'], priority: 10, 'updates.interval': 60 }],
])

function outside(): Outside & { readonly store: ReturnType<typeof memoryStore> } {
  const cluster = emulate(before)
  return { cluster, store: memoryStore(), clock: clusterClock(cluster) }
}

test('a cluster is brought to what is wanted in three commits, everybody confirmed after each', async () => {
  const world = outside()
  const of = life()
  const kinds: string[] = []
  const outcome = await applyOnce(setupIn(world, of, 'run', after), of, (event) => kinds.push(event.kind))
  expect(outcome).toEqual({ kind: 'in sync', commits: 3 })
  expect(kinds.filter((kind) => kind === 'committed')).toHaveLength(3)
  expect(groupsHeld(world.cluster)).toEqual([['tokyo', 'transit'], ['tokyo'], ['newyork', 'transit'], ['newyork']])
  const again = life()
  expect(await applyOnce(setupIn(world, again, 'again', after), again)).toMatchObject({ kind: 'nothing to do' })
  const changes = again.effects.filter((effect) => /^(PUT|DELETE|POST \/(?!login|logout))/.test(effect))
  expect(changes).toEqual([])
})

test('killed before any effect, the next run finishes, and no moment was disconnected', async () => {
  const whole = life()
  await applyOnce(setupIn(outside(), whole, 'whole', after), whole)
  // Right after an effect the world is as right before the next; effects that only look leave nothing behind.
  const points = whole.effects.flatMap((effect, index) => (/^(GET|read|list|sleep)/.test(effect) ? [] : [index + 1]))
  expect(points.length).toBeGreaterThan(60)
  for (const at of points) await killedOnce({ at, when: 'before' })
  await killedOnce({ at: whole.effects.length, when: 'after' })
}, 300_000)

async function killedOnce(death: Death): Promise<void> {
  const world = outside()
  const first = life(death)
  const said = `killed ${death.when} effect ${death.at}`
  const ended = await applyOnce(setupIn(world, first, 'first', after), first, () => {
    expect(isConnected(world.cluster), said).toBe(true)
  })
  expect(isConnected(world.cluster), said).toBe(true)
  // The dead process's session times out, and so does its lease.
  await world.clock.sleep(700_000)
  const second = life()
  const outcome = await applyOnce(setupIn(world, second, 'second', after), second)
  expect(ended === 'died' || 'kind' in ended, said).toBe(true)
  expect(['in sync', 'nothing to do'], said).toContain(outcome === 'died' ? 'died' : outcome.kind)
  expect(groupsHeld(world.cluster), said).toEqual([
    ['tokyo', 'transit'],
    ['tokyo'],
    ['newyork', 'transit'],
    ['newyork'],
  ])
  expect(readJournal(world.store.files.get(journalName(edge))).problems, said).toEqual([])
}
