import { describe, expect, test } from 'vitest'
import { ApplianceError } from '../../../src/appliance/port.ts'
import { digest, nodeName, uuid, type Uuid } from '../../../src/model/names.ts'
import { known, unknown } from '../../../src/model/observed.ts'
import type { Phase, Precondition, Step } from '../../../src/plan/plan.ts'
import type { LoggedFailure, Progress } from '../../../src/plan/progress.ts'
import { plain } from '../../../src/report/appearance.ts'
import { progressText } from '../../../src/report/plan/progress.ts'
import { requireWell, soak } from '../../../src/reconcile/gates/soak.ts'
import { emptyCache } from '../../../src/reconcile/cache/observation-cache.ts'
import { Ended } from '../../../src/reconcile/ending/ended.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import { lastCommitSeen } from '../../../src/reconcile/journal/last-commit.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import type { JournalEvent } from '../../../src/reconcile/journal/event.ts'

const MINUTE = 60_000
const START = Date.parse('2027-03-01T10:00:00Z')

const phase = {
  ordinal: 2,
  kind: 'settings',
  title: 'change priority, in tokyo',
  preconditions: [{ kind: 'soaked', seconds: 600 }],
  steps: [],
  proof: { kind: 'not needed', because: 'no group changes' },
} satisfies Phase

/** A run that has what `soak` works with: a clock that only sleeping moves on, and a journal that others wrote. */
function contextOf(
  given: {
    readonly events?: readonly JournalEvent[]
    /** By the clock of whoever wrote them. */
    readonly writtenAt?: number
    /** On which host, where this one is "here". */
    readonly writtenOn?: string
    readonly committedAt?: number
    readonly stopAt?: number
  } = {},
): {
  readonly context: RunContext
  readonly asked: () => number
  readonly told: readonly Progress[]
  readonly passed: () => number
} {
  let now = START
  let permits = 0
  const told: Progress[] = []
  const stop = new AbortController()
  const events = given.events === undefined ? [] : [startedOn(given.writtenOn ?? 'here'), ...given.events]
  const records = events.map((event, index) => ({
    sequence: index + 1,
    at: new Date(given.writtenAt ?? START - MINUTE).toISOString(),
    run: 'before',
    previous: '',
    event,
  }))
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds
      if (given.stopAt !== undefined && now >= given.stopAt) stop.abort()
    },
  }
  const context = {
    setup: { clock, stop: stop.signal },
    journal: { before: { records } },
    cache: {
      written: [],
      lastCommit:
        given.committedAt === undefined
          ? lastCommitSeen({ records } as unknown as JournalReading, 'ann@here', START)
          : { written: given.committedAt, latest: given.committedAt },
    },
    standing: { committed: given.committedAt === undefined ? 0 : 1 },
    permit: async () => void permits++,
    tell: async (event: Progress) => void told.push(event),
  } as unknown as RunContext
  return { context, told, asked: () => permits, passed: () => now - START }
}

const startedOn = (host: string): JournalEvent => ({
  kind: 'run started',
  command: 'apply',
  by: `pader@${host}`,
  desired: digest('d'),
  observed: digest('o'),
  dialect: digest('d'),
  phases: 2,
})

const commit: JournalEvent = { kind: 'commit intended', phase: 1 }

test('the first location is waited for by nobody', async () => {
  const { context, passed } = contextOf()
  expect(await soak(phase, context)).toBe(false)
  expect(passed()).toBe(0)
})

test('the next one begins when the commit before it is old enough, and whether it still may is asked all the while', async () => {
  const { context, asked, told, passed } = contextOf({ committedAt: START - 2 * MINUTE })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(8 * MINUTE)
  expect(asked()).toBeGreaterThan(8 * 2)
  // Told once to a person; whoever watches over the process hears every quarter of a minute that it lives.
  expect(told.map((event) => progressText(event, plain)).filter((text) => text !== '')).toEqual([
    '  • waiting 480 s, until 2027-03-01 10:08:00 UTC: what was committed is watched before "change priority, in tokyo"\n',
  ])
  expect(told.length).toBeGreaterThan(8 * 4)
  expect(await soak(phase, context)).toBe(false)
})

test('a run that goes on after one that was ended early waits for what is left of the time', async () => {
  const { context, passed } = contextOf({ events: [commit, { kind: 'run ended', outcome: 'failed' }] })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(9 * MINUTE)
})

test('a killed run counts as one that was ended early', async () => {
  const { context, passed } = contextOf({ events: [commit] })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(9 * MINUTE)
})

test('what an earlier rollout has brought to its end is no part of this one', async () => {
  const { context, passed } = contextOf({ events: [commit, { kind: 'run ended', outcome: 'in sync' }] })
  expect(await soak(phase, context)).toBe(false)
  expect(passed()).toBe(0)
})

test('whoever asks it to stop need not wait', async () => {
  const { context, passed } = contextOf({ committedAt: START, stopAt: START + MINUTE })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(MINUTE)
})

test.each([
  ['a host whose clock is ahead', { writtenOn: 'there', writtenAt: START + 60 * MINUTE }],
  ['a host whose clock is behind', { writtenOn: 'there', writtenAt: START - 60 * MINUTE }],
  ['this host, whose clock was set back', { writtenAt: START + 60 * MINUTE }],
  ['this run, since which the clock was set back', { committedAt: START + 60 * MINUTE }],
])('after %s the full time is waited for, and no more', async (_who, written) => {
  const { context, passed } = contextOf({ events: [commit], ...written })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(10 * MINUTE)
  expect(await soak(phase, context)).toBe(false)
})

describe('before the next location, those that were changed are asked', () => {
  const uuids = new Map(['tokyo-1', 'tokyo-2', 'paris-1', 'lima-1'].map((name) => [name, uuid(`UUID-${name}`)]))
  const entry = 'lima-1'
  const stepAt = (name: string): Step => {
    const of = { node: nodeName(name), uuid: uuids.get(name)! }
    return { kind: 'set property', ...of, setting: 'priority', before: 10, after: 20 }
  }
  const written: readonly JournalEvent[] = [
    commit,
    ...['tokyo-1', 'tokyo-2'].map((name): JournalEvent => ({ kind: 'write intended', phase: 1, step: stepAt(name) })),
  ]
  interface Given {
    /** What the journal says of the runs before. */
    readonly events?: readonly JournalEvent[]
    /** Nodes that this run has written itself. */
    readonly own?: readonly string[]
    readonly mayAskNodes?: boolean
    /** Nodes that show something different from the entry node. */
    readonly behind?: readonly string[]
    /** What the logs say. */
    readonly logs?: readonly LoggedFailure[]
  }
  const url = 'http://probe.example.com/'

  /** How the gate ends, in a cluster whose nodes have no address, but for proxies that may be asked. */
  async function ending(
    condition: Partial<Extract<Precondition, { kind: 'soaked' }>>,
    silent: readonly string[] = [],
    { events = written, own = [], mayAskNodes = true, behind = [], logs }: Given = {},
  ) {
    const probed: string[] = []
    const { context } = contextOf({ events, ...(own.length > 0 && { committedAt: START - MINUTE }) })
    const nobody = async (): Promise<never> =>
      Promise.reject(new ApplianceError('unreachable', 'GET /logs', 'nobody answers'))
    const shows = (moved: readonly string[]) => ({ moved, version: unknown('not asked') })
    // Where a node is behind, the entry node is asked whether it is as it was, and then for its logs.
    const answers = [...(behind.length === 0 ? [] : [shows([])]), ...(logs === undefined ? [] : [logs])]
    const setup = {
      ...context.setup,
      gateways: {
        mayAskNodes,
        at: (id: Uuid) =>
          behind.some((name) => uuids.get(name) === id) ? { read: async () => shows(['list x']) } : undefined,
        entry: { read: async () => answers.shift() ?? nobody() },
      },
      scope: { names: new Map([...uuids].map(([name, id]) => [id, nodeName(name)])) },
      entryNode: uuids.get(entry),
      patience: 0,
      cache: emptyCache(0),
      probeProxy: async (name: string) => {
        probed.push(name)
        return silent.includes(name) ? 'no answer' : undefined
      },
    }
    const cache = {
      ...context.cache,
      written: own.map((node) => ({ step: stepAt(node) })),
      confirmations: new Map(),
      versions: new Map(),
    }
    const seen = {
      snapshot: new Map(),
      unknown: [],
      cluster: { membership: known([...uuids.values()]), nodes: new Map() },
    } as unknown as Look
    const whole = { ...context, setup, cache, keepLease: async () => undefined } as unknown as RunContext
    const soaked: Phase = { ...phase, preconditions: [{ kind: 'soaked', seconds: 600, ...condition }] }
    const error: unknown = await requireWell(soaked, seen, whole).catch((thrown: unknown) => thrown)
    if (error !== undefined && !(error instanceof Ended)) throw error
    return { ending: error?.ending, probed: probed.toSorted() }
  }
  const probe = { url, port: 9090 }

  test('one whose proxy does not answer is named, and the others are counted', async () => {
    expect(await ending({ probe }, ['tokyo-2'])).toMatchObject({
      probed: ['tokyo-1', 'tokyo-2'],
      ending: {
        fault: 'unwell',
        message: expect.stringMatching(
          /not well: the request for http:\S+ through tokyo-2 failed: no answer$/,
        ) as string,
      },
    })
    const { ending: both } = await ending({ probe }, ['tokyo-1', 'tokyo-2', 'paris-1'])
    expect(both).toMatchObject({
      message: expect.stringMatching(
        /: the request for http:\S+ through tokyo-1 failed: no answer, and 1 more$/,
      ) as string,
    })
  })

  test('those that cannot be asked are waited for, and nobody waits for those that were not changed', async () => {
    expect(await ending({ probe })).toMatchObject({
      ending: {
        fault: 'not confirmed',
        message:
          '"change priority, in tokyo" has to wait: tokyo-1, tokyo-2 were changed before, and could not be asked since',
      },
    })
  })

  test('nothing is expected of those that are out of service', async () => {
    const except = [nodeName('tokyo-2')]
    expect(await ending({ probe, except }, ['tokyo-2'])).toMatchObject({
      probed: ['tokyo-1'],
      ending: { message: expect.stringContaining('has to wait: tokyo-1 was changed') as string },
    })
    const both = ['tokyo-1', 'tokyo-2'].map(nodeName)
    expect(await ending({ probe, except: both }, both)).toEqual({ ending: undefined, probed: [] })
  })

  test.each<[string, Given, string]>([
    ['that one is behind', { behind: ['tokyo-2'] }, 'tokyo-2 holds something different'],
    [
      'what a log says of one',
      { logs: [{ node: nodeName('lima-1'), peer: nodeName('tokyo-2'), said: 'no route' }] },
      'the log of lima-1 says: no route',
    ],
    ['what the log of one says', { logs: [{ node: nodeName('tokyo-2'), said: 'no' }] }, 'the log of tokyo-2 says: no'],
  ])('%s is trouble, but for one that is out of service', async (_what, given, trouble) => {
    const unwell = await ending({}, [], given)
    expect(unwell.ending).toMatchObject({ fault: 'unwell', message: expect.stringContaining(trouble) as string })
    const out = await ending({ except: [nodeName('tokyo-2')] }, [], given)
    expect(out.ending).toMatchObject({
      message: expect.stringContaining('has to wait: tokyo-1 was changed') as string,
    })
  })

  test('nobody is asked where nothing is half-way', async () => {
    const done: readonly JournalEvent[] = [...written, { kind: 'run ended', outcome: 'in sync' }]
    expect(await ending({ probe }, ['tokyo-1'], { events: done })).toEqual({ ending: undefined, probed: [] })
  })

  test('those that this run wrote count like those of a run before it that was ended early', async () => {
    const own = ['paris-1']
    const only = { events: [], own }
    expect(await ending({ probe }, [], only)).toMatchObject({
      probed: ['paris-1'],
      ending: { message: expect.stringContaining('has to wait: paris-1 was changed') as string },
    })
    expect((await ending({ probe }, [], { own })).probed).toEqual(['paris-1', 'tokyo-1', 'tokyo-2'])
  })

  test('where nobody may be asked, or no request was given to try, that is no reason to wait', async () => {
    expect(await ending({ probe }, [], { mayAskNodes: false })).toEqual({
      ending: undefined,
      probed: ['tokyo-1', 'tokyo-2'],
    })
    expect(await ending({}, ['tokyo-1'], { mayAskNodes: false })).toEqual({ ending: undefined, probed: [] })
  })
})
