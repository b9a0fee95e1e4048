import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { Ended } from '../../../src/reconcile/ending/ended.ts'
import { fileLeases, LEASE_LIFE_MS } from '../../../src/reconcile/locks/lease.ts'
import { permitFor } from '../../../src/reconcile/locks/permit.ts'
import { memoryStore } from '../world/memory-store.ts'
import { virtualClock } from '../world/virtual-clock.ts'

const cluster = clusterName('edge')

test('of many that try at once, one gets it', async () => {
  const store = memoryStore()
  const clock = virtualClock()
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, index) => fileLeases(store, clock).acquire(cluster, `host-${index}`, 'watch')),
  )
  expect(tries.filter(({ kind }) => kind === 'ours')).toHaveLength(1)
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

test('a lease that nobody can read is held by nobody knows whom, until somebody breaks it', async () => {
  const [store, clock] = [memoryStore(), virtualClock()]
  const leases = fileLeases(store, clock)
  await store.replace('lease/edge/0000000019.json', new TextEncoder().encode('{"token":'))
  const taken = { kind: 'taken', holder: { token: 19, by: 'unknown', why: 'its file cannot be read' } }
  expect(await leases.acquire(cluster, 'ann', 'watch')).toMatchObject(taken)
  clock.advance(3_600_000)
  expect(await leases.acquire(cluster, 'ann', 'watch')).toMatchObject(taken)
  expect(await leases.break(cluster, 'ann', 'nobody is there')).toMatchObject({ token: 19 })
  expect(await leases.acquire(cluster, 'ann', 'watch')).toMatchObject({ kind: 'ours', lease: { token: 21 } })
})

test('a run whose lease ran out, as where its host has slept, goes no further and is not told that somebody has it', async () => {
  const world = { store: memoryStore(), clock: virtualClock() }
  const taken = await fileLeases(world.store, world.clock).acquire(cluster, 'ann', 'apply')
  if (taken.kind !== 'ours') throw new Error('nobody else wants it')
  const permit = permitFor(world, cluster, taken.lease, { run: 'run' })
  await permit()
  await world.clock.sleep(LEASE_LIFE_MS + 1)
  const ended = await permit().catch((error: unknown) => error)
  expect(ended).toBeInstanceOf(Ended)
  expect((ended as Ended).ending).toMatchObject({
    kind: 'locked',
    by: expect.stringContaining('or it expired') as string,
    remedy: expect.stringContaining('if anybody is') as string,
  })
})
