import { expect, test } from 'vitest'
import { ApplianceError } from '../../../src/appliance/port.ts'
import { known } from '../../../src/model/observed.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { clusterClock, emulate, N1, N2, T1, T2, type Values } from '../../simulation/cluster-world.ts'
import { memoryStore } from '../world/memory-store.ts'

const valuesOf = (interval: number): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))

test('the lease is kept while a run waits for the clocks, however long that takes', async () => {
  const cluster = emulate(valuesOf(240))
  const outside = { cluster, store: memoryStore(), clock: clusterClock(cluster) }
  const leases: boolean[] = []
  for (const [run, interval] of [60, 61].entries()) {
    const alive = life()
    const setup = setupIn(outside, alive, `run-${run}`, valuesOf(interval))
    const ahead = async () => known({ seconds: 180, uncertainty: 0 })
    const at: typeof setup.gateways.at = (node) => {
      const reader = setup.gateways.at(node)
      return node === N2 && reader !== undefined ? { ...reader, clock: ahead } : reader
    }
    await applyOnce({ ...setup, gateways: { ...setup.gateways, at } }, alive, (event) => {
      if (event.kind !== 'committing' || run === 0) return
      const lease = [...outside.store.files].findLast(([name]) => name.startsWith('lease/'))
      const { until } = JSON.parse(new TextDecoder().decode(lease?.[1])) as { until: string }
      leases.push(Date.parse(until) > outside.clock.now())
    })
  }
  expect(leases).toEqual([true])
})

/** Whether the lease was in force when nodes had been asked after a commit, for longer than a lease lives. */
async function keptWhileAsking(
  what: 'a node is behind' | 'the entry node does not answer',
): Promise<readonly boolean[]> {
  const cluster = emulate(valuesOf(240))
  const outside = { cluster, store: memoryStore(), clock: clusterClock(cluster) }
  if (what === 'a node is behind') cluster.control({ kind: 'deaf', node: N2, deaf: true }, outside.clock.now())
  const alive = life()
  const setup = { ...setupIn(outside, alive, 'run', valuesOf(60)), patience: 400_000 }
  const { entry } = setup.gateways
  let silentUntil = -Infinity
  const read: typeof entry.read = async (work, between) => {
    if (outside.clock.now() < silentUntil) throw new ApplianceError('unreachable', 'POST /login', 'nobody answers')
    return entry.read(work, between)
  }
  const inForce: boolean[] = []
  await applyOnce({ ...setup, gateways: { ...setup.gateways, entry: { ...entry, read } } }, alive, (event) => {
    if (event.kind === 'committing' && what !== 'a node is behind') silentUntil = outside.clock.now() + 300_000
    if (event.kind !== (what === 'a node is behind' ? 'verified' : 'committed')) return
    const lease = [...outside.store.files].findLast(([name]) => name.startsWith('lease/'))
    const { until } = JSON.parse(new TextDecoder().decode(lease?.[1])) as { until: string }
    inForce.push(Date.parse(until) > outside.clock.now())
  })
  return inForce
}

test('the lease is kept while nodes are asked what they hold, and while nobody can look what came of a commit', async () => {
  expect(await keptWhileAsking('a node is behind')).toEqual([true])
  expect(await keptWhileAsking('the entry node does not answer')).toEqual([true])
})

/** How a change ends while nobody can say what newyork-2 holds, with the priorities of newyork-1 and of all others. */
async function endedWith(ofNewyork1: number): Promise<string> {
  const values = (interval: number): Values =>
    new Map([...valuesOf(interval)].map(([id, own]) => [id, { ...own, priority: id === N1 ? ofNewyork1 : 10 }]))
  const cluster = emulate(values(240))
  const alive = life()
  const setup = setupIn({ cluster, store: memoryStore(), clock: clusterClock(cluster) }, alive, 'run', values(60))
  const silent = async (): Promise<never> => {
    throw new ApplianceError('unreachable', 'GET /', 'nobody answers')
  }
  const at: typeof setup.gateways.at = (node) => {
    const reader = setup.gateways.at(node)
    return node === N2 && reader !== undefined ? { ...reader, read: silent } : reader
  }
  const ended = await applyOnce({ ...setup, gateways: { ...setup.gateways, at } }, alive)
  return ended === 'died' ? ended : ended.kind
}

test('a node that was not shown to hold what is there keeps a change back, if it would win over anybody', async () => {
  expect(await endedWith(10)).toBe('stored')
  expect(await endedWith(9)).toBe('stored')
  // At newyork-1, what newyork-2 holds would win over what is committed.
  expect(await endedWith(12)).toBe('guarded')
})
