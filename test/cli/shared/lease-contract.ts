import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import type { Acquired, Lease, Leases } from '../../../src/reconcile/locks/lease.ts'

/** Leases of one cluster as several hosts see them. */
export interface LeaseWorld {
  /** The leases as one more host sees them. */
  host(kind?: 'lease' | 'watch-lease'): Leases
  /** Lets an hour pass, for whatever the end of a lease is judged by. */
  anHourPasses(): void
}

let clusters = 0

/** What every adapter of the lease port has to do; `world` is asked for anew in each test. */
export function keepsTheContract(adapter: string, world: () => LeaseWorld, skipped = ''): void {
  const given = (name: string, check: (world: LeaseWorld, cluster: ReturnType<typeof clusterName>) => Promise<void>) =>
    test.skipIf(skipped !== '')(`${adapter}: ${name}${skipped}`, async () => {
      clusters += 1
      await check(world(), clusterName(`edge-${clusters}`))
    })

  given('a lease is taken once, shown with its holder, and free again when given back', async (world, cluster) => {
    const [ann, bob] = [world.host(), world.host()]
    const lease = mine(await ann.acquire(cluster, 'ann', 'apply'))
    const holder = { by: 'ann', why: 'apply', token: lease.token, released: false }
    expect(await bob.acquire(cluster, 'bob', 'watch')).toMatchObject({ kind: 'taken', holder })
    const shown = await bob.current(cluster)
    expect(shown).toMatchObject(holder)
    expect(Date.parse(shown!.until) - Date.parse(shown!.since!)).toBeGreaterThan(60_000)
    await lease.release()
    expect(await bob.current(cluster)).toBeUndefined()
    expect(await lease.holds()).toBe(false)
    expect(mine(await bob.acquire(cluster, 'bob', 'apply')).token).toBeGreaterThan(lease.token)
  })

  given('a holder asked again and again goes on to hold, since the same moment', async (world, cluster) => {
    const lease = mine(await world.host().acquire(cluster, 'ann', 'apply'))
    const before = await world.host().current(cluster)
    for (let time = 0; time < 5; time += 1) expect(await lease.holds()).toBe(true)
    const after = await world.host().current(cluster)
    expect(after?.since).toBe(before?.since)
    expect(Date.parse(after!.until)).toBeGreaterThanOrEqual(Date.parse(before!.until))
  })

  given('of many that try at once one gets it, 200 times over, and its number only grows', async (world, cluster) => {
    const [ann, bob] = [world.host(), world.host()]
    let last = 0
    for (let round = 0; round < 200; round += 1) {
      const tries = await Promise.all([ann.acquire(cluster, 'ann', 'watch'), bob.acquire(cluster, 'bob', 'watch')])
      const won = tries.filter((one) => one.kind === 'ours')
      expect(won).toHaveLength(1)
      const { lease } = won[0]!
      expect(lease.token).toBeGreaterThan(last)
      last = lease.token
      await lease.release()
    }
    expect(last).toBeGreaterThanOrEqual(200)
  })

  given('a holder that slept past its end finds it lost, and takes nothing from the next', async (world, cluster) => {
    const [ann, bob] = [world.host(), world.host()]
    const sleeper = mine(await ann.acquire(cluster, 'ann', 'apply'))
    world.anHourPasses()
    expect(await bob.current(cluster)).toBeUndefined()
    const next = mine(await bob.acquire(cluster, 'bob', 'apply'))
    expect(next.token).toBeGreaterThan(sleeper.token)
    expect(await sleeper.holds()).toBe(false)
    await sleeper.release()
    expect(await next.holds()).toBe(true)
  })

  given('one that has ended is not held any more, though nobody has taken it', async (world, cluster) => {
    const sleeper = mine(await world.host().acquire(cluster, 'ann', 'apply'))
    world.anHourPasses()
    expect(await sleeper.holds()).toBe(false)
    expect(await world.host().break(cluster, 'bob', 'it is gone')).toBeUndefined()
  })

  given('one that ran out is known as such until the next is taken, and no other is', async (world, cluster) => {
    const [ann, bob] = [world.host(), world.host()]
    expect(await bob.lapsed(cluster)).toBeUndefined()
    const lease = mine(await ann.acquire(cluster, 'ann', 'apply'))
    expect(await bob.lapsed(cluster)).toBeUndefined()
    world.anHourPasses()
    expect(await bob.lapsed(cluster)).toMatchObject({ by: 'ann', why: 'apply', token: lease.token })
    const next = mine(await bob.acquire(cluster, 'bob', 'watch'))
    expect(await ann.lapsed(cluster)).toBeUndefined()
    await next.release()
    expect(await ann.lapsed(cluster)).toBeUndefined()
    mine(await ann.acquire(cluster, 'ann', 'apply'))
    await bob.break(cluster, 'bob', 'it is gone')
    expect(await bob.lapsed(cluster)).toBeUndefined()
  })

  given('a broken lease is lost, and may be taken at once', async (world, cluster) => {
    const [ann, bob] = [world.host(), world.host()]
    const held = mine(await ann.acquire(cluster, 'ann', 'apply'))
    expect(await bob.break(cluster, 'bob', 'the host is gone')).toMatchObject({ by: 'ann', token: held.token })
    expect(await held.holds()).toBe(false)
    expect(mine(await bob.acquire(cluster, 'bob', 'apply')).token).toBeGreaterThan(held.token)
    await held.release()
    expect(await bob.current(cluster)).toMatchObject({ by: 'bob' })
  })

  given('watching is another matter than changing, and a cluster than another', async (world, cluster) => {
    mine(await world.host().acquire(cluster, 'ann', 'apply'))
    mine(await world.host('watch-lease').acquire(cluster, 'bob', 'watch'))
    mine(await world.host().acquire(clusterName(`${cluster}-2`), 'cid', 'apply'))
    expect(await world.host().current(cluster)).toMatchObject({ by: 'ann' })
    expect(await world.host('watch-lease').current(cluster)).toMatchObject({ by: 'bob' })
  })
}

/** The lease of who should have got it. */
export function mine(acquired: Acquired): Lease {
  if (acquired.kind === 'ours') return acquired.lease
  throw new Error(`${acquired.holder.by} has it`)
}
