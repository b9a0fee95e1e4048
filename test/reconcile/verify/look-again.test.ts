import { describe, expect, test } from 'vitest'
import type { EmulatedCluster } from '../../../src/emulator/cluster.ts'
import type { Uuid } from '../../../src/model/names.ts'
import type { Phase, Plan } from '../../../src/plan/plan.ts'
import type { Outcome, Progress } from '../../../src/plan/progress.ts'
import type { ApplySetup } from '../../../src/reconcile/run/apply-setup.ts'
import type { Clock } from '../../../src/reconcile/ports.ts'
import { clusterClock, dialect, emulate, N1, N2, T1, T2, type Values } from '../../simulation/cluster-world.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { guardedRun } from '../gates/guarded-run.ts'
import { uuidOf } from '../../plan/a-cluster.ts'
import { memoryStore } from '../world/memory-store.ts'

const values = (interval: number, groups: readonly string[] = ['all']): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': groups, 'updates.interval': interval }]))

const { document, key } = dialect.settings.get('updates.interval')!

/** Somebody saves at the UI of the entry node, and all hear of it: something that Pader does not manage, unless it says otherwise. */
function saves({ cluster, clock }: World, of: { node?: string; key?: string; value?: string; at?: string } = {}): void {
  const { node = T2, key: property = 'test.foreign', value = 'newer', at = T1 } = of
  const change = { kind: 'property', node, document, key: property, value } as const
  expect(cluster.control({ kind: 'save by hand', node: at, user: 'carol', change }, clock.now())).toEqual({
    kind: 'done',
  })
  void clock.sleep(3_000)
}

interface World {
  readonly cluster: EmulatedCluster
  readonly clock: Clock
}

interface Lived {
  readonly outcome: Outcome
  readonly events: readonly Progress[]
  readonly seconds: number
  /** How often the reader logged on to the entry node. */
  readonly logins: number
}

/** What is special about a run. */
interface Special {
  readonly adjust?: (setup: ApplySetup) => ApplySetup
  readonly before?: (world: World) => void
  readonly switches?: Parameters<typeof emulate>[1]
}

/** A run that wants these values in a cluster that has an interval of 60 minutes, in which something happens at its events. */
async function run(
  wanted: Values,
  happens: (event: Progress, world: World) => void,
  { adjust = (same) => same, before = () => undefined, switches = {} }: Special = {},
): Promise<Lived> {
  const cluster = emulate(values(60), switches)
  const clock = clusterClock(cluster)
  before({ cluster, clock })
  const alive = life()
  const events: Progress[] = []
  let logins = 0
  const bare = setupIn({ cluster, store: memoryStore(), clock }, alive, 'run', wanted)
  const { entry } = bare.gateways
  const counted: typeof entry = {
    read: async (work, between) => {
      logins += 1
      return entry.read(work, between)
    },
    write: async (work) => entry.write(work),
    clock: async () => entry.clock(),
  }
  const setup = { ...bare, patience: 120_000, gateways: { ...bare.gateways, entry: counted } }
  const began = clock.now()
  const outcome = await applyOnce(adjust(setup), alive, (event) => {
    events.push(event)
    happens(event, { cluster, clock })
  })
  if (outcome === 'died') throw new Error('it died')
  return { outcome, events, seconds: (clock.now() - began) / 1_000, logins }
}

/** Does something at the first event of a kind. */
const once = (kind: Progress['kind'], act: (world: World) => void): ((event: Progress, world: World) => void) => {
  let isDone = false
  return (event, world) => {
    if (event.kind !== kind || isDone) return
    isDone = true
    act(world)
  }
}

const behindIn = (events: readonly Progress[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'verified' ? event.verification.behind : []))

const count = (events: readonly Progress[], kind: Progress['kind']): number =>
  events.filter((event) => event.kind === kind).length

describe('somebody saves at the entry node between the look and the questions', () => {
  test('a run that has nothing to do looks again, and calls nobody behind', async () => {
    const lived = await run(values(60), once('observed', saves))
    expect(behindIn(lived.events)).toEqual([])
    expect(lived.outcome).toMatchObject({ kind: 'nothing to do', verification: { level: 3, notConfirmed: [] } })
    expect(lived.seconds).toBeLessThan(15)
    expect(lived.events).toContainEqual({
      kind: 'looking again',
      why: `the entry node was changed while the others were asked: node ${T2} document ${document} test.foreign`,
    })
  })

  test('what the save changed of what is managed is brought back at once', async () => {
    const lived = await run(
      values(60),
      once('observed', (world) => saves(world, { key, value: '30' })),
    )
    expect(lived.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect(lived.seconds).toBeLessThan(30)
  })

  test('saves that keep coming end the run, which says what is being changed', async () => {
    let saved = 0
    const lived = await run(values(60), (event, world) => {
      if (event.kind === 'observed') saves(world, { value: `edition ${(saved += 1)}` })
    })
    expect(lived.outcome).toMatchObject({ kind: 'stale', moved: [`node ${T2} document ${document} test.foreign`] })
    expect([count(lived.events, 'looking again'), behindIn(lived.events)]).toEqual([3, []])
    expect(lived.seconds).toBeLessThan(60)
  })

  test('after a commit of ours, the journal calls nobody behind, and the run ends as after any other save', async () => {
    const store = memoryStore()
    const lived = await run(values(90), once('committed', saves), { adjust: (setup) => ({ ...setup, store }) })
    const journal = [...store.files].flatMap(([name, bytes]) =>
      name.startsWith('journal/') ? [new TextDecoder().decode(bytes)] : [],
    )
    expect(journal.join('')).toContain('"behind":[],"notConfirmed":[{"node":"tokyo-2","reason":"shows something else')
    expect(lived.outcome).toMatchObject({ kind: 'stale', standing: { committed: 1, left: 0, uncertain: false } })
    expect(lived.seconds).toBeLessThan(30)
  })

  test('a phase that rests on what all nodes hold is not begun, and no node is blamed', async () => {
    const lived = await run(values(60, ['new']), once('phase started', saves))
    expect(lived.outcome).toMatchObject({ kind: 'stale', standing: { committed: 0 } })
    expect([count(lived.events, 'committing'), behindIn(lived.events)]).toEqual([0, []])
    expect(lived.seconds).toBeLessThan(30)
  })

  test('nodes on trial are not called unwell, which would take a rollout back', async () => {
    let looks = 0
    const lived = await run(
      values(90),
      (event, world) => {
        if (event.kind === 'observed' && (looks += 1) === 3) saves(world)
      },
      { adjust: onTrial },
    )
    expect(lived.outcome).toMatchObject({ kind: 'stale', standing: { committed: 1, left: 1 } })
    expect(behindIn(lived.events)).toEqual([])
  })

  test('before a commit it is looked at again, and nothing is refused', async () => {
    const events: Progress[] = []
    const lived = await guardedRun({
      during: (event, cluster, clock) => {
        if (event.kind === 'observed' && count(events, 'observed') === 0)
          saves({ cluster, clock }, { node: uuidOf('tokyo-2'), at: uuidOf('tokyo-1'), value: '30', key })
        events.push(event)
      },
    })
    expect(lived.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect([count(events, 'looking again'), behindIn(events)]).toEqual([1, []])
  })
})

/** The values in tokyo first, and those in newyork once that has been watched for a minute. */
function onTrial(setup: ApplySetup): ApplySetup {
  const spread = (plan: Plan): Plan => {
    const [phase] = plan.phases
    const parts = [[T1, T2] as readonly Uuid[], [N1, N2]]
      .map((nodes) => phase?.steps.filter((step) => 'uuid' in step && nodes.includes(step.uuid)) ?? [])
      .filter((steps) => steps.length > 0)
    const soaked = { kind: 'soaked', seconds: 60, except: [] } as const
    const phases = parts.map((steps, index): Phase => ({
      ...phase!,
      ordinal: index + 1,
      steps,
      preconditions: [soaked],
    }))
    return { ...plan, phases }
  }
  return {
    ...setup,
    plan: (...asked) => {
      const planned = setup.plan(...asked)
      return planned.kind === 'planned' ? { ...planned, plan: spread(planned.plan) } : planned
    },
  }
}

describe('where the entry node shows nothing when it is asked again', () => {
  const unreachable = once('observed', (world) => {
    saves(world)
    world.cluster.control({ kind: 'down', node: T1 }, world.clock.now())
  })

  test('nodes that show something else are neither behind nor in sync, and why is said', async () => {
    const lived = await run(values(60), unreachable)
    expect(behindIn(lived.events)).toEqual([])
    expect(lived.outcome).toMatchObject({
      kind: 'nothing to do',
      verification: {
        notConfirmed: [T2, N1, N2].map(() => ({
          reason: expect.stringMatching(
            /^shows something else in 1 places, and whether the entry node was changed since it was looked at is not known: ./,
          ) as string,
        })),
      },
    })
  })

  test('that does not matter once all agree', async () => {
    const events: Progress[] = []
    let asked = 0
    const [entry, late] = ['tokyo-1', 'newyork-2'].map(uuidOf) as [Uuid, Uuid]
    const told = await guardedRun({
      before: (cluster, clock) => {
        cluster.control({ kind: 'deaf', node: late, deaf: true }, clock.now())
        saves({ cluster, clock }, { node: uuidOf('tokyo-2'), at: entry, key, value: '30' })
      },
      during: (event, cluster, clock) => {
        events.push(event)
        if (event.kind === 'answered' && event.holds === false && count(events, 'verified') === 0)
          cluster.control({ kind: 'down', node: entry }, clock.now())
        if (event.kind === 'verified') cluster.control({ kind: 'up', node: entry }, clock.now())
        if (event.kind === 'asking' && count(events, 'answered') > 0 && (asked += 1) === 8)
          cluster.control({ kind: 'deaf', node: late, deaf: false }, clock.now())
      },
    })
    expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect(count(events, 'looking again')).toBe(0)
  })

  test('nothing is committed', async () => {
    const told = await guardedRun({
      during: (event, cluster, clock) => {
        if (event.kind === 'observed')
          saves({ cluster, clock }, { node: uuidOf('tokyo-2'), at: uuidOf('tokyo-1'), key, value: '30' })
        if (event.kind === 'answered') cluster.control({ kind: 'down', node: uuidOf('tokyo-1') }, clock.now())
      },
    })
    expect(told.outcome).toMatchObject({ kind: 'failed', fault: 'unreachable' })
    expect(told.commits).toBe(0)
  })
})

describe('what it takes', () => {
  test('nothing where every node shows what the entry node shows', async () => {
    const lived = await run(values(60), () => undefined)
    expect([lived.outcome.kind, lived.logins]).toEqual(['nothing to do', 1])
  })

  test('nothing where nodes take a commit over a second later', async () => {
    const [swift, slow] = [
      await run(values(90), () => undefined),
      await run(values(90), () => undefined, { switches: { hopTime: 1_000 } }),
    ]
    expect([slow.outcome, slow.logins]).toEqual([{ kind: 'in sync', commits: 1 }, swift.logins])
    expect(count(slow.events, 'asking')).toBeGreaterThan(count(swift.events, 'asking'))
  })

  test('a few sessions where a node stays behind for two minutes, which is said as before', async () => {
    const lived = await run(values(60), () => undefined, {
      before: (world) => {
        world.cluster.control({ kind: 'deaf', node: N2, deaf: true }, world.clock.now())
        saves(world)
      },
    })
    expect(lived.outcome).toMatchObject({ kind: 'nothing to do', verification: { behind: ['newyork-2'] } })
    expect(lived.seconds).toBeGreaterThan(100)
    expect(lived.logins).toBeLessThanOrEqual(1 + 7)
  })
})
