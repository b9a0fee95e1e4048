import { expect, test } from 'vitest'
import { digest } from '../../../src/model/names.ts'
import type { Phase } from '../../../src/plan/plan.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import { plain } from '../../../src/report/appearance.ts'
import { progressText } from '../../../src/report/plan/progress.ts'
import { soak } from '../../../src/reconcile/gates/soak.ts'
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
    '  • waiting 480 s: what was committed is watched before "change priority, in tokyo"\n',
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
])('after %s the full time is waited for, and no more', async (_who, written) => {
  const { context, passed } = contextOf({ events: [commit], ...written })
  expect(await soak(phase, context)).toBe(true)
  expect(passed()).toBe(10 * MINUTE)
  expect(await soak(phase, context)).toBe(false)
})
