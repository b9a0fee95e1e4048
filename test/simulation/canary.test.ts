import { expect, test } from 'vitest'
import type { WireRequest } from '../../src/appliance/transport.ts'
import type { NodeName } from '../../src/model/names.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { clusterClock, emulate, N1, N2, names, T1, T2, type Values } from './cluster-world.ts'
import { life, type Life } from './mortal.ts'
import { applyOnce, setupIn } from './one-run.ts'

const SOAK_SECONDS = 600
const MINUTE = 60_000
const valuesOf = (interval: number): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))
const probe = { url: 'http://probe.example.com/', port: 9090 }
const newYork: ReadonlySet<string> = new Set([N1, N2])

/** The plan with New York first, and Tokyo when that was well for ten minutes. */
function inWaves(plan: Plan, except: readonly NodeName[] = []): Plan {
  const phases = plan.phases.flatMap((phase) => {
    const isFirst = (step: Plan['phases'][number]['steps'][number]): boolean => 'uuid' in step && newYork.has(step.uuid)
    const waves = [phase.steps.filter(isFirst), phase.steps.filter((step) => !isFirst(step))]
    const soaked = { kind: 'soaked', seconds: SOAK_SECONDS, probe, except } as const
    return waves
      .filter((steps) => steps.length > 0)
      .map((steps) => ({ ...phase, steps, preconditions: [soaked, ...phase.preconditions] }))
  })
  return { ...plan, phases: phases.map((phase, index) => ({ ...phase, ordinal: index + 1 })) }
}

/** A cluster, and the moments at which its locations were written to and committed. */
function aCluster() {
  const cluster = emulate(valuesOf(240))
  const clock = clusterClock(cluster)
  const store = memoryStore()
  const commits: number[] = []
  const tokyoWrites: number[] = []
  const wire: NonNullable<Parameters<typeof setupIn>[0]['wire']> = (inner) => ({
    ...inner,
    send: async (request) => {
      const outcome = await inner.send(request)
      if (request.path === '/commit') commits.push(clock.now())
      if (isWriteToTokyo(request)) tokyoWrites.push(clock.now())
      return outcome
    },
  })
  const run = async (alive: Life, name: string, more: Partial<ApplySetup> = {}, except: readonly NodeName[] = []) => {
    const setup = setupIn({ cluster, store, clock, wire }, alive, name, valuesOf(60))
    const plan: ApplySetup['plan'] = (...asked) => {
      const planned = setup.plan(...asked)
      return planned.kind === 'planned' ? { ...planned, plan: inWaves(planned.plan, except) } : planned
    }
    return applyOnce({ ...setup, ...more, plan }, alive)
  }
  return { run, cluster, clock, commits, tokyoWrites }
}

const isWriteToTokyo = ({ method, path }: WireRequest): boolean =>
  method === 'PUT' && path.includes('/property/') && (path.includes(T1) || path.includes(T2))

/** A node at which a dead session sits cannot be asked; that is no reason to think that it is not well. */
const isWaiting = (outcome: Awaited<ReturnType<typeof applyOnce>>): boolean =>
  outcome !== 'died' && (outcome.kind === 'locked' || (outcome.kind === 'failed' && outcome.fault === 'not confirmed'))

test('killed at any moment, the second location is never written before the first was watched for long enough', async () => {
  const whole = life()
  const { run, commits, tokyoWrites } = aCluster()
  expect(await run(whole, 'whole')).toMatchObject({ kind: 'in sync', commits: 2 })
  expect(tokyoWrites[0]! - commits[0]!).toBeGreaterThanOrEqual(SOAK_SECONDS * 1_000)
  // Where nothing is changed, dying before it or after it is the same.
  const points = whole.effects.flatMap((effect, index) => (/^(GET|read|list|sleep)/.test(effect) ? [] : [index + 1]))
  for (const at of points) {
    const again = aCluster()
    const first = await again.run(life({ at, when: at % 2 === 0 ? 'after' : 'before' }), 'first')
    if (first !== 'died') expect(first).toMatchObject({ kind: 'in sync' })
    // Until the lease and the session of the dead have run out.
    let second = await again.run(life(), 'second')
    for (let more = 0; more < 10 && isWaiting(second); more++) {
      await again.clock.sleep(3 * MINUTE)
      second = await again.run(life(), `second ${more}`)
    }
    expect(second).toMatchObject({ kind: expect.stringMatching(/^(in sync|nothing to do)$/) as string })
    const firstCommit = again.commits[0]!
    expect(again.tokyoWrites.every((moment) => moment - firstCommit >= SOAK_SECONDS * 1_000)).toBe(true)
    expect(again.tokyoWrites.length).toBeGreaterThan(0)
  }
}, 120_000)

test('where a proxy stays silent, the second location is not written, however often it is tried', async () => {
  const { run, commits, tokyoWrites } = aCluster()
  const asked: string[] = []
  const silent = {
    probeProxy: async (node: string) => {
      asked.push(node)
      return 'no answer'
    },
  }
  for (const name of ['first', 'second', 'third'])
    expect(await run(life(), name, silent)).toMatchObject({ kind: 'failed', fault: 'unwell' })
  expect([commits.length, tokyoWrites.length]).toEqual([1, 0])
  // Whoever is not changed yet is not asked.
  expect(new Set(asked)).toEqual(new Set([names.get(N1), names.get(N2)]))
  expect(await run(life(), 'fourth')).toMatchObject({ kind: 'in sync' })
  expect(commits).toHaveLength(2)
})

test('a node that is declared out of service is no reason to stop a rollout or to take it back', async () => {
  const silent = { probeProxy: async (node: string) => (node === names.get(N2) ? 'no answer' : undefined) }
  const rollout = async (except: readonly NodeName[]) => {
    const { run, cluster, clock, commits } = aCluster()
    cluster.control({ kind: 'down', node: N2 }, clock.now())
    return [await run(life(), 'run', silent, except), commits.length]
  }
  expect(await rollout([])).toMatchObject([{ kind: 'failed', fault: 'unwell' }, 1])
  expect(await rollout([names.get(N2)!])).toMatchObject([{ kind: 'stored' }, 2])
})
