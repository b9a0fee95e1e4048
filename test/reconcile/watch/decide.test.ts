import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../../src/reconcile/watch/decide.ts'
import type { PassResult } from '../../../src/reconcile/watch/pass.ts'
import { dueAt, isOver, stateAtStart, type WatchSettings } from '../../../src/reconcile/watch/state.ts'
import type { Wake } from '../../../src/reconcile/watch/wake.ts'

const settings: WatchSettings = { follows: 'branch', poll: 60, probe: 300, backoff: { first: 1, longest: 64 } }

const results: readonly PassResult[] = [
  { kind: 'in sync' },
  { kind: 'applied', commits: 1 },
  { kind: 'differs', summary: '1 change' },
  { kind: 'needs a person', why: 'a guard' },
  { kind: 'failed', why: 'refused' },
  { kind: 'stopped' },
]
const result = fc.constantFrom(...results)

/** What the world does next; answers to passes and fetches count only while one is under way. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), by: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ kind: fc.constant('webhook' as const) }),
  fc.record({ kind: fc.constant('look now' as const) }),
  fc.record({ kind: fc.constant('pass' as const), result }),
  fc.record({ kind: fc.constant('fetch' as const), tip: fc.constantFrom('a', 'b', 'c', undefined, 'broken') }),
)

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

function wakeOf(one: Happening): Wake {
  if (one.kind === 'time') return { kind: 'timer' }
  if (one.kind === 'webhook') return { kind: 'webhook' }
  if (one.kind === 'look now') return { kind: 'signal', signal: 'look now' }
  if (one.kind === 'pass') return { kind: 'pass ended', result: one.result }
  if (one.tip === undefined) return { kind: 'nothing new' }
  return one.tip === 'broken'
    ? { kind: 'fetch failed', why: 'no route', refused: false }
    : { kind: 'commit arrived', commit: one.tip }
}

/** The oracle: what is under way and what was asked for last, kept by the world and not by the state. */
function watched(random: () => number) {
  let now = 0
  let state = stateAtStart('branch', undefined)
  const under = { pass: undefined as string | undefined, fetch: false }
  let newest: string | undefined
  let passes = 0
  const step = (wake: Wake): void => {
    const decision = decide(state, wake, { settings, now, random })
    state = decision.state
    for (const act of decision.acts) {
      if (act.kind === 'fetch') {
        expect(under.fetch).toBe(false)
        under.fetch = true
      }
      if (act.kind !== 'pass') continue
      passes += 1
      expect(under.pass).toBeUndefined()
      under.pass = act.source.kind === 'commit' ? act.source.commit : 'files'
      expect(under.pass).toBe(newest)
    }
  }
  const happens = (one: Happening): void => {
    if (one.kind === 'time') now += one.by
    if (one.kind === 'pass') under.pass = undefined
    if (one.kind === 'fetch') {
      under.fetch = false
      if (one.tip !== undefined && one.tip !== 'broken') newest = one.tip
    }
    step(wakeOf(one))
  }
  const check = (): void => {
    expect(under.pass !== undefined || newest === undefined || state.passAt !== undefined).toBe(true)
    expect(under.fetch || state.fetchAt !== undefined).toBe(true)
    if (under.pass === undefined && !under.fetch) expect(dueAt(state)).toBeDefined()
    // A pass for something old is always followed by one for the newest.
    if (under.pass !== undefined && under.pass !== newest) expect(state.next).toBeDefined()
  }
  const end = (): void => {
    step({ kind: 'signal', signal: 'stop' })
    if (under.pass !== undefined) {
      expect(isOver(state)).toBe(false)
      step({ kind: 'pass ended', result: { kind: 'stopped' } })
    }
    expect(isOver(state)).toBe(true)
  }
  const canHappen = ({ kind }: Happening): boolean =>
    (kind !== 'pass' || under.pass !== undefined) && (kind !== 'fetch' || under.fetch)
  return { step, happens, canHappen, check, end, passes: () => passes }
}

test('there is never more than one pass and one fetch, the newest commit is never lost, and something is always due', () => {
  let passes = 0
  fc.assert(
    fc.property(
      fc.array(happening, { minLength: 10, maxLength: 60, size: 'max' }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (story, numbers) => {
        const world = watched(() => numbers.next().value ?? 0)
        world.step({ kind: 'started' })
        for (const one of story) {
          if (!world.canHappen(one)) continue
          world.happens(one)
          world.check()
        }
        passes += world.passes()
        world.end()
      },
    ),
  )
  expect(passes).toBeGreaterThan(100)
})

test('a password that is not believed is sent again after the longest wait, and not soon', () => {
  const context = { settings, now: 1_000, random: () => 0.01 }
  const state = { ...stateAtStart('branch', 'a'), running: { kind: 'commit', commit: 'a' } as const }
  const ended = (result: PassResult) => decide(state, { kind: 'pass ended', result }, context).state.passAt
  expect(ended({ kind: 'failed', why: 'the password is wrong', isLoginRefused: true })).toBe(1_064)
  expect(ended({ kind: 'failed', why: 'nobody answers' })).toBe(1_001)
})
