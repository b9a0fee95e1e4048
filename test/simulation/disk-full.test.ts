import { expect, test } from 'vitest'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { journalName } from '../../src/reconcile/journal/journal.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { clusterClock, emulate, N1, N2, T1, T2, type Values } from './cluster-world.ts'
import { groupsHeld, isConnected } from './invariants.ts'
import { life } from './mortal.ts'
import { applyOnce, edge, setupIn } from './one-run.ts'

const before: Values = new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'] }]))
const after: Values = new Map([
  [T1, { 'groups.network': ['tokyo', 'transit'] }],
  [T2, { 'groups.network': ['tokyo'] }],
  [N1, { 'groups.network': ['newyork', 'transit'] }],
  [N2, { 'groups.network': ['newyork'] }],
])

/** A disk that takes so many writes and then no more; what is appended to it then may be torn. */
function filling(inner: StateStore, room: number): StateStore & { writes: number; cleared: boolean } {
  const disk = {
    ...inner,
    writes: 0,
    cleared: false,
    append: async (name: string, bytes: Uint8Array) => {
      if (isFull()) await inner.append(name, bytes.subarray(0, bytes.length / 2)).then(full)
      else await inner.append(name, bytes)
    },
    replace: async (name: string, bytes: Uint8Array) => (isFull() ? full() : inner.replace(name, bytes)),
    create: async (name: string, bytes: Uint8Array) => (isFull() ? full() : inner.create(name, bytes)),
  }
  const isFull = (): boolean => {
    disk.writes += 1
    return disk.writes > room && !disk.cleared
  }
  const full = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' })
  }
  return disk
}

async function applyWithRoomFor(writes: number) {
  const cluster = emulate(before)
  const files = memoryStore()
  const disk = filling(files, writes)
  const outside = { cluster, store: disk, clock: clusterClock(cluster) }
  const alive = life()
  const said = `room for ${writes} writes`
  const ended = await applyOnce(setupIn(outside, alive, 'first', after), alive, () =>
    expect(isConnected(cluster), said).toBe(true),
  ).catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))
  return { outside, disk, files, ended, said }
}

test('a disk that fills up at any write stops the run with nothing half done, and the next one finishes', async () => {
  const whole = await applyWithRoomFor(Infinity)
  expect(whole.ended).toMatchObject({ kind: 'in sync' })
  expect(whole.disk.writes).toBeGreaterThan(30)
  // The last of them gives the lease back, which ends by itself where that cannot be written.
  for (let room = 0; room < whole.disk.writes - 1; room += 5) {
    const { outside, disk, files, ended, said } = await applyWithRoomFor(room)
    expect([ended, said]).not.toEqual([expect.objectContaining({ kind: 'in sync' }), said])
    const sessions = outside.cluster.picture().nodes.flatMap((node) => node.sessions)
    expect([said, sessions.length]).toEqual([said, 0])
    disk.cleared = true
    await outside.clock.sleep(200_000)
    const second = life()
    const outcome = await applyOnce(setupIn(outside, second, 'second', after), second)
    expect(['in sync', 'nothing to do'], said).toContain(outcome === 'died' ? outcome : outcome.kind)
    expect(groupsHeld(outside.cluster), said).toEqual([
      ['tokyo', 'transit'],
      ['tokyo'],
      ['newyork', 'transit'],
      ['newyork'],
    ])
    expect(readJournal(files.files.get(journalName(edge))).problems, said).toEqual([])
  }
}, 120_000)
