import { describe, expect, test } from 'vitest'
import { outcomeReport } from '../../../src/report/plan/outcome.ts'
import type { ControlCommand } from '../../../src/emulator/control/command.ts'
import type { Outcome } from '../../../src/plan/progress.ts'
import type { Uuid } from '../../../src/model/names.ts'
import type { Clock } from '../../../src/reconcile/ports.ts'
import type { Scope } from '../../../src/reconcile/observe/observe.ts'
import {
  clusterClock,
  emulate,
  gatewaysOver,
  memoryTransport,
  N1,
  N2,
  T1,
  T2,
  type Values,
} from '../../simulation/cluster-world.ts'
import { life, type Life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { memoryStore } from '../world/memory-store.ts'

const values = (interval: number): Values =>
  new Map([
    [T1, { 'groups.network': ['tokyo', 'transit'], 'updates.interval': interval }],
    [T2, { 'groups.network': ['tokyo'], 'updates.interval': interval }],
    [N1, { 'groups.network': ['newyork', 'transit'], 'updates.interval': interval }],
    [N2, { 'groups.network': ['newyork'], 'updates.interval': interval }],
  ])

/** Applies a change after something happened to the cluster, asking every node or not. */
async function applied(mayAskNodes: boolean, ...commands: readonly ControlCommand[]): Promise<Outcome> {
  return (await appliedWithout([], mayAskNodes, ...commands)).outcome
}

/** The same where nodes are declared out of service, and how long it took. */
async function appliedWithout(
  away: readonly Uuid[],
  mayAskNodes: boolean,
  ...commands: readonly ControlCommand[]
): Promise<{ readonly outcome: Outcome; readonly seconds: number }> {
  const cluster = emulate(values(60))
  const clock = clusterClock(cluster)
  for (const command of commands) expect(cluster.control(command, clock.now())).toEqual({ kind: 'done' })
  const alive = life()
  const setup = setupIn({ cluster, store: memoryStore(), clock }, alive, 'run', values(90))
  const scope: Scope = { ...setup.scope, away: new Set(away) }
  const writeContext = { ...setup.writeContext, scope }
  const began = clock.now()
  let told = 0
  const outcome = await applyOnce(
    { ...setup, scope, writeContext, gateways: { ...setup.gateways, mayAskNodes } },
    alive,
    (event) => {
      if (event.kind === 'verified') told += 1
    },
  )
  // The commit's own question is the last one: nothing was written after it.
  expect(told).toBe(1)
  if (outcome === 'died') throw new Error('it died')
  return { outcome, seconds: (clock.now() - began) / 1_000 }
}

const words = (outcome: Outcome): string =>
  outcomeReport(outcome, { color: false, unicode: true, columns: 400 }).output.replaceAll(/\s+/g, ' ')

describe('what is known after a commit', () => {
  test('level 3: every node was asked and holds it', async () => {
    expect(await applied(true)).toEqual({ kind: 'in sync', commits: 1 })
  })

  test('level 2: nobody was asked, and no log of those who pass it on tells of a failure', async () => {
    const outcome = await applied(false)
    expect(outcome).toMatchObject({ kind: 'stored', verification: { level: 2, failures: [] } })
    expect(words(outcome)).toContain('stored in 1 commit, not confirmed at 3 nodes')
    expect(outcomeReport(outcome, { color: false, unicode: true, columns: 80 }).exitCode).toBe(0)
  })

  test('level 1: nobody was asked, and a log says that a node could not be reached', async () => {
    const outcome = await applied(false, { kind: 'cut', between: [N1, N2] })
    expect(outcome).toMatchObject({ kind: 'stored', verification: { level: 1, failures: [{ node: 'newyork-1' }] } })
    expect(words(outcome)).toContain('the log of newyork-1 says:')
    expect(outcomeReport(outcome, { color: false, unicode: true, columns: 80 }).exitCode).toBe(7)
  })

  test('level 3 with somebody behind: the log says why', async () => {
    const outcome = await applied(true, { kind: 'cut', between: [N1, N2] })
    expect(outcome).toMatchObject({ kind: 'stored', verification: { level: 3, behind: ['newyork-2'] } })
    expect(words(outcome)).toMatch(/the log of newyork-1 says: .*cannot connect/)
  })

  test('a node out of service is not waited for, and neither that it is behind nor what logs say of it is trouble', async () => {
    const cut: ControlCommand = { kind: 'cut', between: [N1, N2] }
    const { outcome, seconds } = await appliedWithout([N2], true, cut)
    expect(outcome).toMatchObject({ kind: 'stored', verification: { level: 3, behind: ['newyork-2'], failures: [] } })
    const report = outcomeReport(outcome, { color: false, unicode: true, columns: 400 })
    expect(report.exitCode).toBe(0)
    expect(report.output).toContain('newyork-2: declared out of service; it shows something else')
    // In service it is waited for as long as patience lasts.
    const inService = await appliedWithout([], true, cut)
    expect(inService.seconds - seconds).toBeGreaterThan(15)
  })

  test('a node that runs another version is not in sync, whatever it holds', async () => {
    const outcome = await applied(true, { kind: 'upgrade', node: N2, version: '12.2.20', build: '1' })
    expect(outcome).toMatchObject({ kind: 'stored', verification: { behind: ['newyork-2'] } })
  })
  test('logs are read from the time of the commit by the clock of the node, however wrong those of the hosts are', async () => {
    const cluster = emulate(values(60))
    const clock = clusterClock(cluster)
    const store = memoryStore()
    cluster.control({ kind: 'cut', between: [N1, N2] }, clock.now())
    const runOn = async (host: string, ahead: number, alive: Life): Promise<Outcome | 'died'> => {
      const own: Clock = { ...clock, now: () => clock.now() + ahead * 60_000 }
      const gateways = { ...gatewaysOver((node) => memoryTransport(cluster, node, clock), own), mayAskNodes: false }
      const setup = setupIn({ cluster, store, clock }, alive, host, values(90))
      return applyOnce({ ...setup, by: `pader@${host}`, clock: own, gateways }, alive)
    }
    const failures = [{ node: 'newyork-1' }]
    expect(await runOn('a', 60, life())).toMatchObject({ kind: 'stored', verification: { level: 1, failures } })
    await clock.sleep(600_000)
    // Another host, whose clock is right, looks what came of it.
    expect(await runOn('b', 0, life())).toMatchObject({ kind: 'nothing to do', verification: { level: 1, failures } })
  })
})
