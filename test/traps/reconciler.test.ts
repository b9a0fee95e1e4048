import { expect, test } from 'vitest'
import type { Transport } from '../../src/appliance/transport.ts'
import { resultOf } from '../../src/cli/watch/pass/result-of.ts'
import { nodeName, uuid } from '../../src/model/names.ts'
import { releaseHold, setHold } from '../../src/reconcile/locks/hold.ts'
import { look, type Scope } from '../../src/reconcile/observe/observe.ts'
import { verify } from '../../src/reconcile/verify/verify.ts'
import { outcomeReport } from '../../src/report/plan/outcome.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import {
  clusterClock,
  dialect,
  emulate,
  gatewaysOver,
  memoryTransport,
  N1,
  N2,
  settingCodec,
  T1,
  T2,
  type Values,
} from '../simulation/cluster-world.ts'
import { life } from '../simulation/mortal.ts'
import { applyOnce, edge, setupIn, type Outside } from '../simulation/one-run.ts'

/** Traps that other tools fell into, as far as carrying out decides about them. */

const values = (interval: number): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))

function aWorld(wire?: (transport: Transport) => Transport): Outside {
  const cluster = emulate(values(60))
  return { cluster, store: memoryStore(), clock: clusterClock(cluster), ...(wire && { wire }) }
}

async function applied(world: Outside, run: string, of = life()) {
  return applyOnce(setupIn(world, of, run, values(90)), of)
}

const plain = { color: false, unicode: true, columns: 80 } as const

test('trap 4: a node that cannot be read stops everything, is named, and nothing is deleted because of it', async () => {
  const changes: string[] = []
  const world = aWorld((inner) => ({
    close: async () => inner.close(),
    send: async (request) => {
      if (request.method === 'PUT' || request.method === 'DELETE') changes.push(`${request.method} ${request.path}`)
      if (!request.path.startsWith(`/appliances/${N2}`)) return inner.send(request)
      return { kind: 'answered', response: { status: 500, headers: {}, body: new Uint8Array() } }
    },
  }))
  const outcome = await applied(world, 'run')
  expect(outcome).toMatchObject({ kind: 'failed', fault: 'unknown', message: expect.stringContaining('newyork-2') })
  expect(changes).toEqual([])
  if (outcome === 'died') throw new Error('it died')
  expect(outcomeReport(outcome, plain).exitCode).toBe(8)
})

test('trap 12: what is on hold is not applied by the next pass, nor by the one after it, until it is released', async () => {
  const world = aWorld()
  await setHold(world.store, edge, { by: 'ann', why: 'rolled back' })
  for (const run of ['first', 'second']) {
    const outcome = await applied(world, run)
    expect(outcome).toMatchObject({ kind: 'held', by: 'ann', why: 'rolled back' })
    if (outcome !== 'died') expect(resultOf(outcome)).toMatchObject({ kind: 'needs a person' })
  }
  await releaseHold(world.store, edge, 0)
  expect(await applied(world, 'third')).toMatchObject({ kind: 'in sync' })
})

test('trap 16: killed at any point, its lease runs out, the next run converges, and the dead one could do no more', async () => {
  for (const at of [5, 20, 60]) {
    const world = aWorld()
    const first = life({ at, when: 'after' })
    expect(await applied(world, 'first', first)).toBe('died')
    expect(await applied(world, 'at once')).toMatchObject({ kind: 'locked' })
    await world.clock.sleep(700_000)
    const next = await applied(world, 'next')
    expect(next).toMatchObject({ kind: expect.stringMatching(/in sync|nothing to do/) })
    const holders = await world.store.list(`lease/${edge}`)
    expect(holders).toHaveLength(1)
    expect(Number.parseInt(holders[0]!, 10)).toBeGreaterThan(1)
  }
})

test('trap 17: one node of many that does not answer hides nobody: the others are told as confirmed, it as not', async () => {
  const members = [T1, ...Array.from({ length: 39 }, (_, at) => uuid(`C0000000-0000-0000-0000-0000000000${at + 10}`))]
  const broken = members[7]!
  const cluster = emulate(new Map(members.map((id) => [id, { 'groups.network': ['all'] }])))
  const clock = clusterClock(cluster)
  cluster.control({ kind: 'down', node: broken }, clock.now())
  const gateways = gatewaysOver((node) => memoryTransport(cluster, node, clock), clock)
  const names = new Map(members.map((id) => [id, nodeName(id.toLowerCase())]))
  const scope: Scope = { names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true }
  const seen = await gateways.entry.read((reader) => look(reader, scope, new Date(clock.now()).toISOString()))
  const task = { gateways, scope, expected: seen.snapshot, members, entryNode: T1, witnesses: [], patience: 0 }
  const { verification } = await verify(task, clock, async () => undefined)
  const { confirmed, behind, notConfirmed } = verification
  expect(confirmed).toHaveLength(members.length - 1)
  expect(behind).toEqual([])
  expect(notConfirmed).toMatchObject([{ node: broken.toLowerCase() }])
})
