import { expect, test } from 'vitest'
import { sendLatest } from '../../../src/serve/forge/send-latest.ts'
import { lastPullIn, lastStatusIn } from '../../../src/serve/forge/last-sent.ts'
import { ForgeTrouble } from '../../../src/serve/forge/port.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { settle, steppedClock } from '../../reconcile/world/stepped-clock.ts'

/** A keeper of texts, the forge's mood, and what it was brought and said. */
function keeping() {
  const clock = steppedClock()
  const start = clock.now()
  const brought: string[] = []
  const told: string[] = []
  const mood: { trouble: Error | undefined } = { trouble: undefined }
  const keeper = sendLatest<string>(
    async (wish) => {
      brought.push(`${wish} at ${(clock.now() - start) / 1000}`)
      await Promise.resolve()
      if (mood.trouble !== undefined) throw mood.trouble
    },
    { clock, random: () => 0.5, told: (why, isOver) => told.push(isOver ? 'over' : why) },
  )
  return { clock, brought, told, mood, keeper }
}

test('what could not be brought is brought later, with growing waits, and is said once', async () => {
  const { clock, brought, told, mood, keeper } = keeping()
  mood.trouble = new ForgeTrouble('away', 'no answer')
  keeper.want('a')
  await clock.pass(30_000)
  mood.trouble = new ForgeTrouble('away', 'was answered 502', { status: 502 })
  await clock.pass(30_000)
  // Half of 5, 10, 20, 40 and 80 s.
  expect(brought).toEqual(['a at 0', 'a at 2.5', 'a at 7.5', 'a at 17.5', 'a at 37.5'])
  mood.trouble = undefined
  await clock.pass(60_000)
  expect(brought).toHaveLength(6)
  expect(told).toEqual(['no answer', 'over'])
  await clock.pass(3_600_000)
  expect(brought).toHaveLength(6)
})

test('of several wishes the newest is brought, and what a forge that is away was not told of is never said', async () => {
  const { clock, brought, mood, keeper } = keeping()
  mood.trouble = new ForgeTrouble('away', 'no answer')
  for (const wish of ['a', 'b', 'c']) keeper.want(wish)
  await clock.pass(1_000)
  mood.trouble = undefined
  keeper.want('d')
  await clock.pass(60_000)
  expect(brought).toEqual(['a at 0', 'd at 2.5'])
})

test('a forge that wants to be left alone is, whatever is wished meanwhile', async () => {
  const { clock, brought, mood, keeper } = keeping()
  mood.trouble = new ForgeTrouble('busy', 'limit', { status: 429, wait: 90_000 })
  keeper.want('a')
  await clock.pass(1_000)
  mood.trouble = undefined
  for (let index = 0; index < 20; index += 1) keeper.want(`b${index}`)
  await clock.pass(88_000)
  expect(brought).toEqual(['a at 0'])
  await clock.pass(2_000)
  expect(brought).toEqual(['a at 0', 'b19 at 90'])
})

test('what was refused is tried again after minutes, or when something else is wished; a token that was mended is seen', async () => {
  const { clock, brought, told, mood, keeper } = keeping()
  mood.trouble = new ForgeTrouble('refused', 'the token may not do this', { status: 403 })
  keeper.want('a')
  await clock.pass(60_000)
  for (let index = 0; index < 5; index += 1) keeper.want('a')
  await settle()
  expect(brought).toEqual(['a at 0'])
  keeper.want('b')
  await settle()
  expect(brought).toEqual(['a at 0', 'b at 60'])
  mood.trouble = undefined
  await clock.pass(600_000)
  expect(brought).toEqual(['a at 0', 'b at 60', 'b at 660'])
  expect(told).toEqual(['the token may not do this', 'over'])
})

test('a mistake, or a state directory that is full, ends no watch', async () => {
  const { clock, told, mood, keeper } = keeping()
  mood.trouble = new Error('ENOSPC: no space left on device')
  keeper.want('a')
  await clock.pass(1)
  mood.trouble = undefined
  await clock.pass(10_000)
  expect(told).toEqual(['ENOSPC: no space left on device', 'over'])
})

test('the end does not wait for a forge that does not answer, and nothing is tried after it', async () => {
  const clock = steppedClock()
  const brought: string[] = []
  const keeper = sendLatest<string>(
    async (wish) => {
      brought.push(wish)
      await new Promise(() => {})
    },
    { clock, random: () => 0.5, told: () => {} },
  )
  keeper.want('a')
  const closed = keeper.close()
  await clock.pass(3_000)
  await closed
  keeper.want('b')
  await clock.pass(3_600_000)
  expect(brought).toEqual(['a'])
})

test('what was brought is remembered over a restart; a file that nobody can read is as none', async () => {
  const store = memoryStore()
  const status = { commit: 'c', state: 'success', words: 'in sync' } as const
  await lastStatusIn(store, 'status.json').remember(status)
  await lastPullIn(store, 'pull.json').remember({ commit: 'p', said: 'x' })
  expect(await lastStatusIn(store, 'status.json').recall()).toEqual(status)
  expect(await lastPullIn(store, 'pull.json').recall()).toEqual({ commit: 'p', said: 'x' })
  await lastStatusIn(store, 'status.json').remember(undefined)
  expect(await lastStatusIn(store, 'status.json').recall()).toBeUndefined()
  for (const odd of ['{"state":"odd","commit":"c"}', '[', '7']) {
    await store.replace('status.json', new TextEncoder().encode(odd))
    expect(await lastStatusIn(store, 'status.json').recall()).toBeUndefined()
    expect(
      await lastPullIn({ ...store, read: async () => Promise.reject(new Error('EIO')) }, 'pull.json').recall(),
    ).toBeUndefined()
  }
})
