import { expect, test } from 'vitest'
import { liveSeeds } from './live-seeds.ts'
import { LEAST } from './rare.ts'

test('seeds 1 to 300 keep every promise, and meet what is rare', async () => {
  const { stories, commits, happened } = await liveSeeds(1, 300)
  expect(stories.join('\n')).toBe('')
  expect(commits).toBeGreaterThan(300)
  const missed = Object.entries(LEAST).flatMap(([what, least]) => {
    const times = happened.get(what) ?? 0
    return times < least ? [`${what}: ${times} times in 300 lives, expected ${least}`] : []
  })
  expect(missed).toEqual([])
}, 600_000)
