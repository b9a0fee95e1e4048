import { describe, expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { holdOn, releaseHold, setHold, setRunHold } from '../../../src/reconcile/locks/hold.ts'
import { memoryStore } from '../world/memory-store.ts'

const cluster = clusterName('emea')
const now = Date.UTC(2027, 0, 15)
const asks = (run: string, revision?: string) => ({ run, ...(revision === undefined ? {} : { revision }) })

describe('a hold', () => {
  test('stops every run, whatever it brings, until it ends', async () => {
    const store = memoryStore()
    await setHold(store, cluster, { by: 'op', why: 'upgrade', until: new Date(now + 1000).toISOString() })
    expect(await holdOn(store, cluster, now, asks('r', 'a1'))).toMatchObject({ by: 'op' })
    expect(await holdOn(store, clusterName('apac'), now, asks('r'))).toBeUndefined()
    expect(await holdOn(store, cluster, now + 1000, asks('r'))).toBeUndefined()
  })

  test('on commits lets every other commit pass, and nothing that nobody committed', async () => {
    const store = memoryStore()
    await setHold(store, cluster, { by: 'op', why: 'rolled back', commits: ['a1'], except: 'own' })
    expect(await holdOn(store, cluster, now, asks('r', 'a1'))).toBeDefined()
    expect(await holdOn(store, cluster, now, asks('r'))).toBeDefined()
    expect(await holdOn(store, cluster, now, asks('r', 'b2'))).toBeUndefined()
    expect(await holdOn(store, cluster, now, asks('own', 'a1'))).toBeUndefined()
    // Whoever only looks is told of it.
    expect(await holdOn(store, cluster, now)).toMatchObject({ commits: ['a1'] })
  })

  test('on all clusters counts beside that of one, and a file that cannot be read holds', async () => {
    const store = memoryStore()
    await setHold(store, cluster, { by: 'op', why: 'x', commits: ['a1'] })
    await setHold(store, 'all', { by: 'boss', why: 'freeze' })
    expect(await holdOn(store, cluster, now, asks('r', 'b2'))).toMatchObject({ by: 'boss', on: 'all' })
    expect(await holdOn(store, cluster, now, asks('r', 'a1'))).toMatchObject({ on: 'all' })
    expect(await releaseHold(store, 'all', now)).toMatchObject({ by: 'boss' })
    expect(await holdOn(store, cluster, now, asks('r', 'b2'))).toBeUndefined()
    expect(await holdOn(store, cluster, now, asks('r', 'a1'))).toMatchObject({ by: 'op', on: cluster })
    await store.replace('hold/all.json', new TextEncoder().encode('{"by":'))
    expect(await holdOn(store, cluster, now, asks('r', 'b2'))).toMatchObject({ by: 'unknown' })
  })

  test('of a person and what a run left behind take nothing from each other: the second counts when the first has ended', async () => {
    const store = memoryStore()
    await setRunHold(store, cluster, { by: 'op', why: 'rolled back', commits: ['a1'] })
    await setHold(store, cluster, { by: 'ann', why: 'look at it', until: new Date(now + 1000).toISOString() })
    expect(await holdOn(store, cluster, now, asks('r', 'b2'))).toMatchObject({ by: 'ann' })
    // The bad commit stays away, whether the hold of the person ends by itself or is ended.
    expect(await holdOn(store, cluster, now + 1000, asks('r', 'a1'))).toMatchObject({ commits: ['a1'] })
    expect(await releaseHold(store, cluster, now)).toMatchObject({ by: 'ann' })
    expect(await holdOn(store, cluster, now, asks('r', 'a1'))).toMatchObject({ commits: ['a1'] })
    expect(await releaseHold(store, cluster, now)).toMatchObject({ by: 'op' })
    expect(await holdOn(store, cluster, now)).toBeUndefined()
    expect(await releaseHold(store, cluster, now)).toBeUndefined()
  })
})
