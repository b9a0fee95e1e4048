import { describe, expect, test } from 'vitest'
import type { PortState } from '../../src/appliance/probe-port.ts'
import { nodeName } from '../../src/model/names.ts'
import type { Preparation } from '../../src/plan/manual-action.ts'
import type { ManualCheck, Phase, Precondition, Step } from '../../src/plan/plan.ts'
import type { Outcome } from '../../src/plan/progress.ts'
import { confirmStep } from '../../src/reconcile/run/confirm-step.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import { clusterClock, emulate, N2, T1, T2, type Values } from '../simulation/cluster-world.ts'
import { life } from '../simulation/mortal.ts'
import { applyOnce, edge, setupIn } from '../simulation/one-run.ts'
import { smallPlan } from '../simulation/small-planner.ts'
import { memoryStore } from './world/memory-store.ts'

const values = (interval: number): Values =>
  new Map([T1, T2, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))
const group = (): Values =>
  new Map([T1, T2, N2].map((id) => [id, { 'groups.network': ['all', 'more'], 'updates.interval': 60 }]))

function aScene() {
  const cluster = emulate(values(60))
  return { cluster, store: memoryStore(), clock: clusterClock(cluster) }
}

type Scene = ReturnType<typeof aScene>

/** Applies a plan in which these phases come first, or have these preconditions. */
async function run(
  scene: Scene,
  { phases = [], preconditions = [], wanted = values(60) }: Wish,
  probe: () => PortState = () => 'no answer',
): Promise<Outcome> {
  const alive = life()
  const setup = setupIn(scene, alive, 'run', wanted)
  const outcome = await applyOnce(
    {
      ...setup,
      probe: async () => probe(),
      plan: (observed) => {
        const plan = smallPlan(wanted, observed)
        const own = plan.phases.map((phase) => ({ ...phase, preconditions }))
        return { kind: 'planned', plan: { ...plan, phases: [...phases, ...own] }, objections: [] }
      },
    },
    alive,
  )
  if (outcome === 'died') throw new Error('it died')
  return outcome
}

interface Wish {
  readonly phases?: readonly Phase[]
  readonly preconditions?: readonly Precondition[]
  readonly wanted?: Values
}

const action = { kind: 'take over policy' } as const

const byHand = (...checks: readonly ManualCheck[]): Phase => ({
  ordinal: 1,
  kind: 'manual',
  title: 'by hand',
  preconditions: [],
  steps: checks.map((check, index): Step => ({
    kind: 'manual',
    id: `step ${index + 1}`,
    action,
    instructions: ['do'],
    check,
  })),
  proof: { kind: 'not needed', because: 'a test' },
})

const commits = ({ cluster }: Scene) => cluster.holdings().get(T1)

const confirm = async ({ store, clock }: Scene, step: string) =>
  confirmStep({ cluster: edge, step, by: 'ann', run: 'word' }, store, fileLeases(store, clock), clock)

describe('a manual step', () => {
  const port: ManualCheck = { kind: 'port', address: '10.0.0.7', port: 12346, expected: 'open' }
  const later: ManualCheck = { kind: 'membership', uuid: N2, expected: 'absent' }

  test('that a port shows to be done makes room for the next one', async () => {
    const scene = aScene()
    const wish = { phases: [byHand(port, later)] }
    expect(await run(scene, wish, () => 'closed')).toMatchObject({ kind: 'waiting', for: 'step 1' })
    expect(await run(scene, wish, () => 'open')).toMatchObject({ kind: 'waiting', for: 'step 2' })
  })

  test('that prepares a node for being overwritten is not done because the node listens, as any node does', async () => {
    const scene = aScene()
    const [step] = byHand(port).steps as [Extract<Step, { kind: 'manual' }>]
    const ensuring = (...ensures: readonly Preparation[]): Phase => ({
      ...byHand(port),
      steps: [{ ...step, action: { kind: 'prepare', node: nodeName('tokyo-3'), ensures } }],
    })
    const after = byHand(later)
    const wish = {
      phases: [ensuring('backup', 'listener'), { ...after, steps: [{ ...after.steps[0]!, id: 'add' } as Step] }],
    }
    expect(await run(scene, wish, () => 'closed')).toMatchObject({ kind: 'waiting', for: 'step 1' })
    expect(await confirm(scene, 'step 1')).toContain('needs no confirmation')
    expect(await run(scene, wish, () => 'open')).toMatchObject({ kind: 'waiting', for: 'step 1' })
    expect(await confirm(scene, 'step 1')).toBeUndefined()
    expect(await run(scene, wish, () => 'open')).toMatchObject({ kind: 'waiting', for: 'add' })
  })

  test('about a port that cannot be seen from here is confirmed by a person', async () => {
    const scene = aScene()
    const wish = { phases: [byHand(port, later)] }
    const waiting = await run(scene, wish)
    expect(JSON.stringify(waiting)).toContain('--confirm \\"step 1\\"')
    expect(await confirm(scene, 'step 1')).toBeUndefined()
    expect(await run(scene, wish)).toMatchObject({ kind: 'waiting', for: 'step 2' })
  })

  test('about a port that is seen to be closed is not done because somebody says so', async () => {
    const scene = aScene()
    await run(scene, { phases: [byHand(port)] }, () => 'closed')
    expect(await confirm(scene, 'step 1')).toContain('needs no confirmation')
  })

  test('about a version is done once the node itself says so', async () => {
    const scene = aScene()
    const version = (wanted: string): ManualCheck => ({ kind: 'version', node: nodeName('tokyo-2'), version: wanted })
    expect(await run(scene, { phases: [byHand(version('12.2.20'), later)] })).toMatchObject({ for: 'step 1' })
    expect(await run(scene, { phases: [byHand(version('12.2.15'), later)] })).toMatchObject({ for: 'step 2' })
  })
})

describe('a node under repair', () => {
  const isolated: Precondition = {
    kind: 'isolated',
    node: nodeName('newyork-2'),
    ticket: 'CHG-1',
    endpoints: [{ address: '10.0.0.8', port: 12346 }],
  }
  const wish = { preconditions: [isolated], wanted: group() }

  test('that takes connections stops a change of groups, whatever anybody says', async () => {
    const scene = aScene()
    const before = commits(scene)
    const outcome = await run(scene, wish, () => 'open')
    expect(outcome).toMatchObject({ kind: 'waiting', for: 'isolate newyork-2' })
    expect(JSON.stringify(outcome)).toContain('accepts connections at 10.0.0.8:12346')
    expect(await confirm(scene, 'isolate newyork-2')).toContain('needs no confirmation')
    expect(commits(scene)).toBe(before)
  })

  test('whose port is closed is shut away', async () => {
    expect(await run(aScene(), wish, () => 'closed')).toMatchObject({ kind: 'in sync', commits: 1 })
  })

  test('that nobody can see is shut away by the word of a person, until its port is seen open', async () => {
    const scene = aScene()
    expect(await run(scene, wish)).toMatchObject({ kind: 'waiting', for: 'isolate newyork-2' })
    expect(await confirm(scene, 'isolate newyork-2')).toBeUndefined()
    expect(await run(scene, wish, () => 'open')).toMatchObject({ kind: 'waiting' })
    expect(await run(scene, wish)).toMatchObject({ kind: 'in sync' })
  })

  test('stops a manual step too, before a person is sent to do it', async () => {
    const scene = aScene()
    const phase = { ...byHand({ kind: 'membership', uuid: N2, expected: 'absent' }), preconditions: [isolated] }
    expect(await run(scene, { phases: [phase] }, () => 'open')).toMatchObject({ for: 'isolate newyork-2' })
    expect(await run(scene, { phases: [phase] }, () => 'closed')).toMatchObject({ for: 'step 1' })
  })
})
