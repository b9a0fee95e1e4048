import { expect, test } from 'vitest'
import type { Transport } from '../../../src/appliance/transport.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import { clusterClock, emulate, T1 } from '../../simulation/cluster-world.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { memoryStore } from '../world/memory-store.ts'

/** Applies a change to a cluster that answers nobody for some seconds after its first commit, and tells what was said. */
async function appliedThrough(seconds: number) {
  const cluster = emulate(new Map([[T1, { priority: 10, 'groups.network': ['tokyo'] }]]))
  const clock = clusterClock(cluster)
  let silentUntil = 0
  const wire = (inner: Transport): Transport => ({
    ...inner,
    send: async (request) => {
      if (clock.now() < silentUntil) return { kind: 'no answer', detail: 'it restarts' }
      const outcome = await inner.send(request)
      if (request.path === '/commit' && silentUntil === 0) silentUntil = clock.now() + seconds * 1000
      return outcome
    },
  })
  const alive = life()
  const wanted = new Map([[T1, { priority: 20, 'groups.network': ['tokyo'] }]])
  const told: Progress[] = []
  const setup = setupIn({ cluster, store: memoryStore(), clock, wire }, alive, 'run', wanted)
  const outcome = await applyOnce(setup, alive, (event) => told.push(event))
  return { outcome, waits: told.flatMap((event) => (event.kind === 'waiting' ? [event.reason] : [])) }
}

test('a commit that cannot be looked at yet is waited for, which is told once', async () => {
  const { outcome, waits } = await appliedThrough(12)
  expect(outcome).toEqual({ kind: 'in sync', commits: 1 })
  expect(waits).toHaveLength(1)
  expect(waits[0]).toMatch(/^the commit was sent and cannot be looked at yet: .*it restarts/)
})

test('one that cannot be looked at for too long ends the run, which says what comes next', async () => {
  const { outcome } = await appliedThrough(3600)
  expect(outcome).toMatchObject({
    kind: 'failed',
    fault: 'uncertain',
    message: expect.stringMatching(/^the commit was sent and cannot be looked at: .*it restarts/),
    remedy: 'run "pader apply" again when the entry node answers: it looks first, and goes on from what is there',
  })
})
