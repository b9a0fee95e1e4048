import { describe, expect, test } from 'vitest'
import { ApplianceError } from '../../../src/appliance/port.ts'
import type { Transport } from '../../../src/appliance/transport.ts'
import { clusterName, nodeName } from '../../../src/model/names.ts'
import { known } from '../../../src/model/observed.ts'
import type { Phase, Step } from '../../../src/plan/plan.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import { emptyCache } from '../../../src/reconcile/cache/observation-cache.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import { afterCommit } from '../../../src/reconcile/phase/after-commit.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { clusterClock, emulate, T1, T2 } from '../../simulation/cluster-world.ts'
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
    remedy:
      'run the same "pader apply" again when the entry node answers: it looks first, and goes on from what is there',
  })
})

describe('what a run remembers of the time before a commit', () => {
  const list = (name: string, type = 'string'): Step => ({ kind: 'delete list', list: name, type })
  const priority: Step = {
    kind: 'set property',
    node: nodeName('tokyo-2'),
    uuid: T2,
    setting: 'priority',
    before: 1,
    after: 2,
  }
  const look = (...parts: readonly (readonly [string, string])[]): Look =>
    ({ snapshot: new Map(parts), unknown: [], cluster: { nodes: new Map(), membership: known([T1, T2]) } }) as never

  interface Committed {
    readonly kind: 'committed' | 'uncertain'
    readonly touched: readonly string[]
    readonly now: Look | ApplianceError
    /** What is planned for what is there now. */
    readonly left?: readonly Step[]
    /** Whether nothing can be written into the journal. */
    readonly isFull?: boolean
  }

  /** What became of a commit of these steps, where the entry node showed `before`, and shows `now` or fails. */
  async function after(steps: readonly Step[], { now, left = [], isFull = false, ...more }: Committed) {
    let slept = 0
    const phase = { ordinal: 1, kind: 'settings', title: 'x', preconditions: [], steps } as unknown as Phase
    const shown = { level: 3, confirmed: [], behind: [], notConfirmed: [] } as const
    const context = {
      setup: {
        cluster: clusterName('edge'),
        command: 'apply',
        entryNode: T1,
        patience: 60_000,
        clock: { now: () => slept, sleep: async (milliseconds: number) => void (slept += milliseconds) },
        cache: { ...emptyCache(0), confirmed: { value: { storage: 'old', verification: shown }, at: 0 } },
        scope: { names: new Map() },
        store: { replace: async () => undefined },
        plan: () => ({ kind: 'planned', plan: { phases: [{ steps: left }] }, objections: [] }),
        gateways: {
          mayAskNodes: false,
          entry: {
            read: async () => {
              if (now instanceof ApplianceError) throw now
              return { seen: now, backup: new Uint8Array() }
            },
          },
        },
      },
      journal: {
        add: async () => {
          if (isFull) throw new Error('the disk is full')
        },
      },
      tell: async () => undefined,
      keepLease: async () => undefined,
      standing: { committed: 0, left: 2, uncertain: true, shown },
      cache: {
        confirmations: new Map([['old whole', shown]]),
        versions: new Map([[T2, known({ version: '12.2.15', build: '1' })]]),
        lastWritten: [T1],
        written: [],
        stored: undefined,
        lastCommit: undefined,
      },
    } as unknown as RunContext
    const before = look(['a', '1'], ['b', '1'])
    const result = { ...more, written: phase, cause: 'lost', last: new Uint8Array(), attachedFor: 1 } as never
    const ended = await afterCommit(before, result, context).catch((error: unknown) => error)
    return { ended, context, slept }
  }

  test('is forgotten where the commit did not take effect as well: minutes may have passed', async () => {
    const lost = { kind: 'uncertain', touched: ['a'], now: look(['a', '1'], ['b', '1']) } as const
    const { ended, context } = await after([priority], lost)
    expect(ended).toBe(false)
    expect([...context.cache.versions, ...context.cache.confirmations]).toEqual([])
    expect(context.setup.cache.confirmed).toBeUndefined()
  })

  test('is no state of the nodes once something was committed, and a phase less is left', async () => {
    const done = { kind: 'committed', touched: ['a'], now: look(['a', '2'], ['b', '1']) } as const
    const { ended, context } = await after([priority], done)
    expect(ended).toBe(true)
    expect(context.standing).toMatchObject({ committed: 1, left: 1, uncertain: false, shown: { level: 1 } })
    const broken = await after([priority], { ...done, isFull: true })
    expect(broken.context.standing).toEqual({ committed: 1, left: 1, uncertain: false })
    // Who is asked in a large cluster is asked about a node that this commit wrote.
    expect(context.cache.lastWritten).toEqual([T2])
  })

  test.each([
    ['another list of the two', [list('a'), list('b')], [list('b')], true],
    ['a list of that name and another type', [list('a')], [list('a', 'ip')], true],
    ['all of it', [list('a'), list('b')], [list('b'), list('a')], false],
  ])('is what counts where an answer was lost and what is left to do is %s', async (_what, steps, left, isDone) => {
    const moved = { kind: 'uncertain', touched: ['a'], now: look(['a', '2'], ['b', '1']), left } as const
    expect((await after(steps, moved)).ended).toBe(isDone)
  })

  test('does not matter where the entry node refuses to show what came of it: that passes by no waiting', async () => {
    const refused = new ApplianceError('credentials', 'POST /login', 'wrong password')
    const asked = { kind: 'committed', touched: ['a'], now: refused } as const
    expect(await after([priority], asked)).toMatchObject({ slept: 0, ended: { ending: { fault: 'uncertain' } } })
    const silent = new ApplianceError('unreachable', 'POST /login', 'nobody answers')
    expect((await after([priority], { ...asked, now: silent })).slept).toBeGreaterThan(0)
  })
})
