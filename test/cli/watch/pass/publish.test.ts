import { expect, test } from 'vitest'
import { publishedFolder, publishFiles } from '../../../../src/cli/watch/pass/publish.ts'
import { planCluster } from '../../../../src/plan/plan-cluster.ts'
import { aCluster, anObservation } from '../../../plan/a-cluster.ts'
import { aDialect } from '../../../plan/a-dialect.ts'
import { memoryStore } from '../../../reconcile/world/memory-store.ts'

const made = (madeAt: string, ntp: boolean, madeBy = '1.0.0') => ({
  plan: planCluster({
    cluster: aCluster([{ name: 'a', location: 'x', settings: { 'ntp.enabled': ntp } }]),
    observed: anObservation([{ name: 'a', location: 'x', settings: { 'ntp.enabled': !ntp } }]),
    dialect: aDialect(),
    target: { provedEmulator: true },
  }),
  snapshot: new Map([['part', 'text']]),
  madeAt,
  madeBy,
})

test('a plan that is up stays byte for byte while it is the same, so that a signature on it holds; not for ever', async () => {
  const store = memoryStore()
  const up = async (plan: ReturnType<typeof made>): Promise<string> => {
    await publishFiles(store, 'c', { plan })
    return new TextDecoder().decode(store.files.get(`${publishedFolder('c')}/plan.json`))
  }
  const first = await up(made('2026-11-26T01:00:00.000Z', true))
  expect(await up(made('2026-11-26T09:00:00.000Z', true))).toBe(first)
  expect(await up(made('2026-11-26T09:30:00.000Z', true, '1.0.1')), 'an upgrade plans the same').toBe(first)
  const later = await up(made('2026-11-26T14:00:00.000Z', true))
  expect(later).toBe(first.replace('T01:', 'T14:'))
  const setBack = await up(made('2026-11-26T13:50:00.000Z', true))
  expect(setBack, 'nobody could carry out what lies ahead of the clock').toBe(first.replace('T01:00', 'T13:50'))
  const another = await up(made('2026-11-26T14:05:00.000Z', false))
  expect(another).not.toBe(later)
  expect(another).toContain('T14:05:')
  await publishFiles(store, 'c', undefined)
  expect([...store.files.keys()]).toEqual([])
})
