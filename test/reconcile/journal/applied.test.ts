import { expect, test } from 'vitest'
import { clusterName, digest, nodeName, uuid, type Digest } from '../../../src/model/names.ts'
import type { Step } from '../../../src/plan/plan.ts'
import {
  readApplied,
  readProved,
  rememberApplied,
  rememberProved,
  writtenSince,
} from '../../../src/reconcile/journal/applied.ts'
import { openJournal, readJournalOf } from '../../../src/reconcile/journal/journal.ts'
import { memoryStore } from '../world/memory-store.ts'

const cluster = clusterName('edge')
const write = (after: number): Step => ({
  kind: 'set property',
  node: nodeName('a'),
  uuid: uuid('a'),
  setting: 'priority',
  before: 1,
  after,
})

/** A journal of two hosts, and what it says was written since the first of them found nothing left to do. */
function twoHosts() {
  const store = memoryStore()
  const writeBy = async (hour: number, after: number): Promise<Digest> => {
    const clock = { now: () => Date.UTC(2027, 0, 15, hour), sleep: async () => undefined }
    const journal = await openJournal(store, clock, cluster, `at ${hour}`)
    await journal.add({ kind: 'write intended', phase: 1, step: write(after) })
    return journal.position()
  }
  const remember = async (at: string, position: Digest, digits = '1'): Promise<void> =>
    rememberApplied(store, cluster, { holdings: new Map([['a', { digest: digest(digits) }]]), at, position })
  const written = async (): Promise<readonly unknown[]> => {
    const writes = writtenSince(await readApplied(store, cluster), await readJournalOf(cluster, store))
    return writes.map(({ step }) => ('after' in step ? step.after : undefined))
  }
  return { store, writeBy, remember, written }
}

test('what was written since nothing was left to do goes by the order of the journal, whatever the clocks of hosts say', async () => {
  const { writeBy, remember, written } = twoHosts()
  expect(await written()).toEqual([])
  await remember('2027-01-15T06:00:00Z', await writeBy(6, 2))
  expect(await written()).toEqual([])
  // A host whose clock is behind, and one whose clock is ahead, go on.
  await writeBy(2, 3)
  const position = await writeBy(9, 4)
  expect(await written()).toEqual([3, 4])
  await remember('2027-01-15T02:00:00Z', position)
  expect(await written()).toEqual([])
})

test('a journal that was moved away since then has nothing in it that was there before', async () => {
  const { store, writeBy, remember, written } = twoHosts()
  await remember('2027-01-15T06:00:00Z', await writeBy(6, 2))
  await store.remove('journal/edge.jsonl')
  await writeBy(2, 3)
  expect(await written()).toEqual([3])
})

test('it is in force since it was found first, however often it is found again', async () => {
  const { store, writeBy, remember } = twoHosts()
  const first = '2027-01-15T06:00:00Z'
  await remember(first, await writeBy(6, 2))
  await remember('2027-01-15T07:00:00Z', await writeBy(7, 3))
  expect((await readApplied(store, cluster)).at).toBe(first)
  await remember('2027-01-15T08:00:00Z', await writeBy(8, 4), '2')
  expect((await readApplied(store, cluster)).at).toBe('2027-01-15T08:00:00Z')
})

test('a time in a damaged file that is none is not known', async () => {
  const { store, remember, writeBy } = twoHosts()
  await remember('__proto__', await writeBy(6, 2))
  await rememberProved(store, cluster, 'toString')
  expect([await readProved(store, cluster), (await readApplied(store, cluster)).at]).toEqual([undefined, undefined])
})
