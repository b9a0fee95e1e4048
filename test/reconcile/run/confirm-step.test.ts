import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import { confirmedSteps } from '../../../src/reconcile/journal/confirmed-steps.ts'
import { confirmStep } from '../../../src/reconcile/run/confirm-step.ts'
import { openJournal, readJournalOf } from '../../../src/reconcile/journal/journal.ts'
import { fileLeases } from '../../../src/reconcile/locks/lease.ts'
import type { StateStore } from '../../../src/reconcile/ports.ts'
import { memoryStore } from '../world/memory-store.ts'

const cluster = clusterName('edge')
const clock = { now: () => 1_800_000_000_000, sleep: async () => undefined }

/** Steps that the journal says are confirmed. */
async function confirmed(store: StateStore, now: number): Promise<ReadonlySet<string>> {
  return confirmedSteps(await readJournalOf(cluster, store), now)
}

async function waitedFor(step: string, confirmable: boolean) {
  const store = memoryStore()
  const journal = await openJournal(store, clock, cluster, 'run')
  await journal.add({ kind: 'waiting for a person', step, confirmable })
  const confirm = async (what: string): Promise<string | undefined> =>
    confirmStep({ cluster, step: what, by: 'ann@desk', run: 'second' }, store, fileLeases(store, clock), clock)
  return { store, confirm }
}

test('a step that an apply waited for is confirmed by name, and the journal says by whom', async () => {
  const { store, confirm } = await waitedFor('policy-1', true)
  expect(await confirmed(store, clock.now())).toEqual(new Set())
  expect(await confirm('policy-1')).toBeUndefined()
  expect(await confirmed(store, clock.now())).toEqual(new Set(['policy-1']))
  expect(await fileLeases(store, clock).current(cluster)).toBeUndefined()
})

test('a step that nobody waited for, or that Pader finds out by itself, cannot be confirmed', async () => {
  const { store, confirm } = await waitedFor('add tokyo-3', false)
  expect(await confirm('policy-1')).toBe('no apply of edge has waited for "policy-1"')
  expect(await confirm('add tokyo-3')).toContain('needs no confirmation')
  expect(await confirmed(store, clock.now())).toEqual(new Set())
})

test('a word that was given by a clock that was ahead counts a week from what was written down after it', async () => {
  const { store } = await waitedFor('policy-1', true)
  const day = 86_400_000
  const ahead = { ...clock, now: () => clock.now() + 30 * day }
  const word = { cluster, step: 'policy-1', by: 'ann@desk', run: 'second' }
  expect(await confirmStep(word, store, fileLeases(store, ahead), ahead)).toBeUndefined()
  expect(await confirmed(store, clock.now())).toEqual(new Set(['policy-1']))
  const journal = await openJournal(store, clock, cluster, 'third')
  await journal.add({ kind: 'run ended', outcome: 'waiting' })
  expect(await confirmed(store, clock.now() + 6 * day)).toEqual(new Set(['policy-1']))
  expect(await confirmed(store, clock.now() + 7 * day)).toEqual(new Set())
})

test('what a person saw a week ago does not count any more', async () => {
  const { store, confirm } = await waitedFor('policy-1', true)
  await confirm('policy-1')
  const day = 86_400_000
  expect(await confirmed(store, clock.now() + 6 * day)).toEqual(new Set(['policy-1']))
  expect(await confirmed(store, clock.now() + 7 * day)).toEqual(new Set())
})
