import { expect, test } from 'vitest'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { clusterClock, emulate, N1, N2, T1, T2, type Values } from './cluster-world.ts'
import { groupsHeld } from './invariants.ts'
import { life } from './mortal.ts'
import { applyOnce, setupIn } from './one-run.ts'

const before: Values = new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'] }]))
const after: Values = new Map([
  [T1, { 'groups.network': ['tokyo', 'transit'] }],
  [T2, { 'groups.network': ['tokyo'] }],
  [N1, { 'groups.network': ['newyork', 'transit'] }],
  [N2, { 'groups.network': ['newyork'] }],
])

test('asked to make room while it waits for the clocks, a run ends there and does not commit too early', async () => {
  const cluster = emulate(before)
  const clock = clusterClock(cluster)
  const outside = { cluster, store: memoryStore(), clock }
  const alive = life()
  const stop = new AbortController()
  const waits: number[] = []
  const setup = { ...setupIn(outside, alive, 'first', after), stop: stop.signal }
  // Everything that is stored meanwhile would be stored too early.
  let held: unknown
  const impatient = {
    ...setup,
    clock: {
      ...setup.clock,
      sleep: async (milliseconds: number, until?: AbortSignal) =>
        until?.aborted === true ? undefined : setup.clock.sleep(milliseconds),
    },
  }
  const ended = await applyOnce(impatient, alive, (event) => {
    if (event.kind !== 'waiting') return
    waits.push(event.seconds)
    held = groupsHeld(cluster)
    stop.abort()
  })
  expect(waits).toHaveLength(1)
  expect(ended).toMatchObject({ kind: 'failed', fault: 'stopped', standing: { committed: 1, left: 1 } })
  expect(groupsHeld(cluster)).toEqual(held)
  const rest = await applyOnce(setupIn(outside, alive, 'second', after), alive)
  expect(rest).toMatchObject({ kind: 'in sync' })
})
