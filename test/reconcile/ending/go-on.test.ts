import { expect, test } from 'vitest'
import { clusterClock, emulate, T1, type Values } from '../../simulation/cluster-world.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, edge, setupIn } from '../../simulation/one-run.ts'
import { memoryStore } from '../world/memory-store.ts'

const values = (interval: number): Values =>
  new Map([[T1, { 'groups.network': ['all'], 'updates.interval': interval }]])

test.each([
  ['apply', 'run the same "pader apply" again'],
  ['watch', `run "pader apply --yes --cluster ${edge}"`],
  // What it holds back from an apply is its own commit.
  ['rollback', 'run the same "pader rollback" again'],
])('who is asked to stop in a run of "pader %s" is told how it goes on', async (command, words) => {
  const cluster = emulate(values(60))
  const scene = { cluster, store: memoryStore(), clock: clusterClock(cluster) }
  const alive = life()
  const setup = setupIn(scene, alive, 'run', values(120))
  const outcome = await applyOnce({ ...setup, command, stop: AbortSignal.abort('SIGTERM') }, alive)
  expect(outcome).toMatchObject({ kind: 'failed', fault: 'stopped', remedy: `${words}: it goes on from here` })
})
