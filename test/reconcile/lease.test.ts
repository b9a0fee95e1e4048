import { expect, test } from 'vitest'
import { clusterName } from '../../src/model/names.ts'
import { fileLeases } from '../../src/reconcile/lease.ts'
import { memoryStore } from './world/memory-store.ts'
import { virtualClock } from './world/virtual-clock.ts'

const cluster = clusterName('edge')

test('a lease is taken once, shown with its holder, and free again when released', async () => {
  const leases = fileLeases(memoryStore(), virtualClock())
  const first = await leases.acquire(cluster, 'ann', 'apply')
  expect(first.kind).toBe('ours')
  expect(await leases.acquire(cluster, 'bob', 'watch')).toMatchObject({
    kind: 'taken',
    holder: { by: 'ann', why: 'apply' },
  })
  if (first.kind === 'ours') await first.lease.release()
  expect(await leases.current(cluster)).toBeUndefined()
  expect((await leases.acquire(cluster, 'bob', 'watch')).kind).toBe('ours')
})

test('of many that try at once, one gets it', async () => {
  const store = memoryStore()
  const clock = virtualClock()
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, index) => fileLeases(store, clock).acquire(cluster, `host-${index}`, 'watch')),
  )
  expect(tries.filter(({ kind }) => kind === 'ours')).toHaveLength(1)
})

test('a holder that slept past its end notices that somebody else has a higher token', async () => {
  const clock = virtualClock()
  const leases = fileLeases(memoryStore(), clock)
  const sleeper = await leases.acquire(cluster, 'ann', 'apply')
  clock.advance(3_600_000)
  const next = await leases.acquire(cluster, 'bob', 'apply')
  if (sleeper.kind !== 'ours' || next.kind !== 'ours') throw new Error('both should have had it, one after the other')
  expect(next.lease.token).toBeGreaterThan(sleeper.lease.token)
  expect(await sleeper.lease.holds()).toBe(false)
  expect(await next.lease.holds()).toBe(true)
  await sleeper.lease.release()
  expect(await next.lease.holds()).toBe(true)
})

test('a broken lease is noticed before the next effect', async () => {
  const leases = fileLeases(memoryStore(), virtualClock())
  const held = await leases.acquire(cluster, 'ann', 'apply')
  expect(await leases.break(cluster, 'bob', 'the host is gone')).toMatchObject({ by: 'ann' })
  expect(held.kind === 'ours' && (await held.lease.holds())).toBe(false)
  expect((await leases.acquire(cluster, 'bob', 'apply')).kind).toBe('ours')
})

test('a release is not undone by a look at the lease whose write comes later', async () => {
  const store = memoryStore()
  let late: (() => Promise<void>) | undefined
  let writes = 0
  const slow: typeof store = {
    ...store,
    // The first write of all arrives when the second one is over, as on a disk that is busy.
    replace: async (name, bytes) => {
      writes += 1
      if (writes !== 1) {
        await store.replace(name, bytes)
        return late?.()
      }
      return new Promise((resolve, reject) => {
        late = async () => {
          late = undefined
          await store.replace(name, bytes).then(resolve, reject)
        }
      })
    },
  }
  const leases = fileLeases(slow, virtualClock())
  const held = await leases.acquire(cluster, 'ann', 'watch')
  if (held.kind !== 'ours') throw new Error('nobody else wants it')
  const holds = held.lease.holds()
  while (writes === 0) await Promise.resolve()
  await held.lease.release()
  expect(await holds).toBe(false)
  expect(await leases.current(cluster)).toBeUndefined()
})
