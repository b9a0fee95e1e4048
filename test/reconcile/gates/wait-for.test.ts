import { expect, test } from 'vitest'
import { clusterName } from '../../../src/model/names.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { openJournal } from '../../../src/reconcile/journal/journal.ts'
import { waitFor } from '../../../src/reconcile/gates/manual-steps.ts'
import { memoryStore } from '../world/memory-store.ts'

const cluster = clusterName('edge')
const store = memoryStore()
const clock = { now: () => Date.UTC(2026, 0, 1), sleep: async () => {} }

/** One look of a watch: it finds a step that only a person can take. */
async function comesBy(run: string, step: string): Promise<number> {
  const journal = await openJournal(store, clock, cluster, run)
  const context = { journal, setup: { cluster, command: 'apply' } } as unknown as RunContext
  const outcome = await waitFor({ step, instructions: ['add the node in the UI'], confirmable: false }, context)
  expect(outcome).toMatchObject({ kind: 'waiting', for: step })
  return journal.added()
}

test('the journal says once what is waited for, however often a watch comes by', async () => {
  expect(await comesBy('first', 'add paris-1')).toBe(1)
  expect(await comesBy('second', 'add paris-1')).toBe(0)
  expect(await comesBy('third', 'add paris-2')).toBe(1)
  expect(await comesBy('fourth', 'add paris-1')).toBe(1)
})

test.each([
  [
    'apply',
    true,
    'confirm it: pader apply --cluster edge --confirm "add paris-1"; then run the same "pader apply" again',
  ],
  ['apply', false, 'run the same "pader apply" again: it finds out by itself that it was done'],
  ['rollback', true, '--confirm "add paris-1"; then run the same "pader rollback" again'],
  ['rollback', false, 'run the same "pader rollback" again: it finds out by itself that it was done'],
])('what was called is called again after a step by hand: %s', async (command, confirmable, told) => {
  const journal = await openJournal(memoryStore(), clock, cluster, 'first')
  const context = { journal, setup: { cluster, command } } as unknown as RunContext
  const outcome = await waitFor({ step: 'add paris-1', instructions: [], confirmable }, context)
  expect(outcome).toMatchObject({ goOn: expect.stringContaining(told) })
})
