import { expect, test } from 'vitest'
import { sha256Of } from '../../../src/model/digest.ts'
import { nodeName } from '../../../src/model/names.ts'
import type { Phase } from '../../../src/plan/plan.ts'
import type { GatewayWriter } from '../../../src/appliance/port.ts'
import { keepAlive } from '../../../src/reconcile/phase/keep-alive.ts'
import { carryOut } from '../../../src/reconcile/phase/carry-out.ts'
import { lookAround } from '../../../src/reconcile/run/look-around.ts'
import { contextIn, slowCluster, T1, T2 } from '../world/slow-cluster.ts'

test('a session that waits for a long look lives on, so that what it wrote is committed; nothing beats without need', async () => {
  const counts: number[] = []
  for (const perRequest of [100, 9_000]) {
    const { cluster, entry, sent, clock } = slowCluster(perRequest)
    const { context } = contextIn({ entry, clock })
    const step = {
      kind: 'set property',
      node: nodeName('tokyo-1'),
      uuid: T1,
      setting: 'priority',
      before: 10,
      after: 5,
    }
    const phase = { ordinal: 1, steps: [step] } as unknown as Phase
    const result = await carryOut(phase, await lookAround(context.setup), context)
    expect(result.kind).toBe('committed')
    cluster.advance(clock.now() + 60_000)
    expect(new Set(cluster.holdings().values()).size).toBe(1)
    expect(new Set(cluster.holdings().values())).not.toEqual(new Set([1]))
    counts.push(sent.filter(({ path }) => path === '/heartbeat').length)
    expect(cluster.picture().nodes.flatMap(({ sessions }) => sessions)).toEqual([])
  }
  expect(counts[0]).toBe(0)
  expect(counts[1]).toBeGreaterThan(3)
})

test('a session lives on while the clock of the host is set back', async () => {
  const beats: number[] = []
  let now = 2 * 3_600_000
  const heartbeat = async (): Promise<boolean> => beats.push(now) > 0
  const beat = keepAlive({ heartbeat } as unknown as GatewayWriter, { now: () => now, sleep: async () => undefined })
  now -= 7_200_000
  for (let turn = 0; turn < 10; turn += 1) {
    now += 9_000
    await beat()
  }
  expect(beats).toEqual([9_000, 36_000, 63_000, 90_000])
})

test('a phase that ends since something moved says of its system file that it is in effect, where it is', async () => {
  const [path, old, text] = ['etc/motd', 'not ours\n', 'ours\n']
  for (const systemFilesNeedCommit of ['yes', 'no'] as const) {
    let isWritten = false
    const { entry, sent, clock } = slowCluster(100, { systemFilesNeedCommit }, (emulated, now) => {
      if (isWritten || !sent.some(({ method }) => method === 'PUT')) return
      isWritten = true
      const change = {
        kind: 'system file',
        node: T2,
        path,
        text: 'theirs',
      } as const
      const saved = emulated.control({ kind: 'save by hand', node: T1, user: 'ann', change }, now)
      expect(saved).toMatchObject({ kind: 'done' })
    })
    const { context, journalled } = contextIn({ entry, clock }, text)
    const step = { kind: 'write system file', node: nodeName('tokyo-1'), uuid: T1, path }
    const phase = { ordinal: 1, steps: [{ ...step, before: sha256Of(old), after: sha256Of(text) }] } as unknown as Phase
    const result = await carryOut(phase, await lookAround(context.setup), context)
    expect(result.kind).toBe('moved')
    const said = systemFilesNeedCommit === 'no' ? [{ kind: 'stored at once', phase: 1 }] : []
    expect(journalled).toEqual([expect.objectContaining({ kind: 'write intended' }), ...said])
  }
})
