import { expect, test } from 'vitest'
import { clusterName } from '../../src/model/names.ts'
import { fileLeases, type Lease } from '../../src/reconcile/lease.ts'
import { keepSeat, takeSeat } from '../../src/reconcile/watch/seat.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { settle, steppedClock } from './stepped-clock.ts'

const cluster = clusterName('edge')
const MINUTE = 60_000

/** A host that wants to watch the cluster, and what became of it. */
function hosts() {
  const clock = steppedClock()
  const store = memoryStore()
  const leases = fileLeases(store, clock, 'watch-lease')
  return {
    clock,
    store,
    leases,
    host: (by: string) => {
      const stop = new AbortController()
      const seen = { seat: undefined as Lease | undefined, behind: [] as string[], over: false }
      const waiting = takeSeat({ cluster, by }, { leases, clock }, stop.signal, (holder) => {
        seen.behind.push(holder.by)
      }).then((seat) => {
        seen.seat = seat
        seen.over = true
      })
      return { seen, stop: () => stop.abort(), waiting }
    },
  }
}

test('the second stands by while the first keeps its seat, and takes over when it is given back', async () => {
  const { clock, host } = hosts()
  const first = host('ann')
  await settle()
  const keeping = new AbortController()
  const kept = keepSeat(first.seen.seat!, clock, keeping.signal)
  const second = host('bob')
  await clock.pass(60 * MINUTE)
  expect(second.seen.over).toBe(false)
  expect(new Set(second.seen.behind)).toEqual(new Set(['ann']))
  expect(second.seen.behind.length).toBeGreaterThan(100)
  keeping.abort()
  expect(await kept).toBe('left')
  await first.seen.seat?.release()
  await clock.pass(MINUTE)
  expect(second.seen.seat).toBeDefined()
})

test('the seat of one that died is free after the life of a lease, and one that comes back finds it lost', async () => {
  const { clock, host } = hosts()
  const dead = host('ann')
  await settle()
  const second = host('bob')
  await clock.pass(MINUTE)
  expect(second.seen.seat).toBeUndefined()
  await clock.pass(2 * MINUTE)
  expect(second.seen.seat).toBeDefined()
  expect(await keepSeat(dead.seen.seat!, clock, new AbortController().signal)).toBe('lost')
})

test('a seat that cannot be seen counts as lost', async () => {
  const { clock } = hosts()
  const blind: Lease = { token: 1, holds: async () => Promise.reject(new Error('disk')), release: async () => {} }
  expect(await keepSeat(blind, clock, new AbortController().signal)).toBe('lost')
})

test('one that stands by ends when asked to, without a seat; a lease of an apply is another matter', async () => {
  const { clock, host, store } = hosts()
  await fileLeases(store, clock).acquire(cluster, 'cid', 'apply')
  host('ann')
  await settle()
  const second = host('bob')
  await clock.pass(MINUTE)
  second.stop()
  await second.waiting
  expect(second.seen).toMatchObject({ over: true, seat: undefined, behind: expect.arrayContaining(['ann']) })
})
