import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { fileLeases, type Lease, type LeaseHolder } from '../../../src/reconcile/locks/lease.ts'
import { renewWatchLease, acquireWatchLease } from '../../../src/reconcile/watch/watch-lease.ts'
import type { StateStore } from '../../../src/reconcile/ports.ts'
import { memoryStore } from '../world/memory-store.ts'
import { settle, steppedClock } from '../world/stepped-clock.ts'

const cluster = clusterName('edge')
const MINUTE = 60_000

/** A host that wants to watch the cluster, and what became of it. */
function hosts() {
  const clock = steppedClock()
  const disk = { full: false }
  const files = memoryStore()
  const written = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (disk.full) throw new Error('ENOSPC')
    return work()
  }
  const store: StateStore = {
    ...files,
    replace: async (name, bytes) => written(async () => files.replace(name, bytes)),
    create: async (name, bytes) => written(async () => files.create(name, bytes)),
  }
  const leases = fileLeases(store, clock, 'watch-lease')
  return {
    clock,
    store,
    disk,
    leases,
    host: (by: string) => {
      const stop = new AbortController()
      const seen = {
        lease: undefined as Lease | undefined,
        behind: [] as string[],
        troubles: [] as string[],
        over: false,
      }
      const listener = {
        standsBy: (holder: LeaseHolder) => void seen.behind.push(holder.by),
        cannotTake: (error: unknown) => void seen.troubles.push(String(error)),
      }
      const waiting = acquireWatchLease({ cluster, by }, { leases, clock }, stop.signal, listener).then((lease) => {
        seen.lease = lease
        seen.over = true
      })
      return { seen, stop: () => stop.abort(), waiting }
    },
  }
}

test('the second stands by while the first keeps its lease, and takes over when it is given back', async () => {
  const { clock, host } = hosts()
  const first = host('ann')
  await settle()
  const keeping = new AbortController()
  const kept = renewWatchLease(first.seen.lease!, clock, keeping.signal)
  const second = host('bob')
  await clock.pass(60 * MINUTE)
  expect(second.seen.over).toBe(false)
  expect(new Set(second.seen.behind)).toEqual(new Set(['ann']))
  expect(second.seen.behind.length).toBeGreaterThan(100)
  keeping.abort()
  expect(await kept).toEqual({ kind: 'left' })
  await first.seen.lease?.release()
  await clock.pass(MINUTE)
  expect(second.seen.lease).toBeDefined()
})

test('the lease of one that died is free after the life of a lease, and one that comes back finds it lost', async () => {
  const { clock, host } = hosts()
  const dead = host('ann')
  await settle()
  const second = host('bob')
  await clock.pass(MINUTE)
  expect(second.seen.lease).toBeUndefined()
  await clock.pass(2 * MINUTE)
  expect(second.seen.lease).toBeDefined()
  expect(await renewWatchLease(dead.seen.lease!, clock, new AbortController().signal)).toEqual({ kind: 'lost' })
})

test('a lease that ends next year, as of before a clock was set right, is free once nobody has renewed it for its life', async () => {
  const { clock, host, store } = hosts()
  host('ann')
  await settle()
  const [name] = await store.list('watch-lease/edge')
  const path = `watch-lease/edge/${name}`
  const text = new TextDecoder().decode(await store.read(path))
  const ahead = text.replace(/"until":"\d+/, '"until":"2999')
  expect(ahead).not.toBe(text)
  await store.replace(path, new TextEncoder().encode(ahead))
  const second = host('bob')
  await clock.pass(2 * MINUTE)
  expect(second.seen.lease, 'whoever has it may still renew it').toBeUndefined()
  await clock.pass(MINUTE)
  expect(second.seen.lease).toBeDefined()
})

test('a lease that cannot be seen ends, and says why', async () => {
  const { clock } = hosts()
  const error = new Error('disk')
  const blind: Lease = { token: 1, holds: async () => Promise.reject(error), release: async () => {} }
  expect(await renewWatchLease(blind, clock, new AbortController().signal)).toEqual({ kind: 'not seen', error })
})

test('on a full disk whoever wants a lease says so at every look, and takes it once there is room', async () => {
  const { clock, disk, host } = hosts()
  disk.full = true
  const { seen } = host('ann')
  await clock.pass(2 * MINUTE)
  expect([seen.over, seen.behind]).toEqual([false, []])
  expect(seen.troubles.length).toBeGreaterThan(5)
  expect(seen.troubles[0]).toContain('ENOSPC')
  disk.full = false
  await clock.pass(MINUTE)
  expect(seen.lease).toBeDefined()
})

test('a lease that could not be given back is taken again by whoever had it, once it has run out', async () => {
  const { clock, disk, host } = hosts()
  const first = host('ann')
  await settle()
  disk.full = true
  await first.seen.lease?.release().catch(() => undefined)
  const again = host('ann')
  await clock.pass(MINUTE)
  expect([again.seen.lease, new Set(again.seen.behind)]).toEqual([undefined, new Set(['ann'])])
  disk.full = false
  await clock.pass(2 * MINUTE)
  expect(again.seen.lease).toBeDefined()
})

test('one that stands by ends when asked to, without a lease; a lease of an apply is another matter', async () => {
  const { clock, host, store } = hosts()
  await fileLeases(store, clock).acquire(cluster, 'cid', 'apply')
  host('ann')
  await settle()
  const second = host('bob')
  await clock.pass(MINUTE)
  second.stop()
  await second.waiting
  expect(second.seen).toMatchObject({ over: true, lease: undefined, behind: expect.arrayContaining(['ann']) })
})
