import { expect, test } from 'vitest'
import { shrink, tellStory } from './shrink.ts'
import { simulate } from './simulate.ts'

const from = Number(process.env['PADER_SIMULATE_FROM'] ?? 1)
const seeds = Number(process.env['PADER_SIMULATE_SEEDS'] ?? 300)
const spared = new Set((process.env['PADER_SIMULATE_SPARE'] ?? '').split(',').filter(Boolean).map(Number))

/** Stories that are told of one slice: each is shrunk, which takes its time. */
const MOST_STORIES = 3

test(`seeds ${from} to ${from + seeds - 1} keep every promise`, async () => {
  const failed: string[] = []
  let commits = 0
  for (let seed = from; seed < from + seeds && failed.length < MOST_STORIES; seed += 1) {
    const report = await simulate(seed, undefined, spared)
    commits += report.commits
    if (report.violation === undefined) continue
    failed.push(tellStory(spared.size > 0 ? { report, spared, needed: report.mishaps } : await shrink(report)))
  }
  expect(failed.join('\n')).toBe('')
  expect(commits).toBeGreaterThan(seeds < 10 ? -1 : 0)
}, 600_000)

test.each([795, 1402])('in seed %d a colleague saves after the last look began, which nobody sees', async (seed) => {
  const { violation, unseen } = await simulate(seed)
  expect(violation).toBeUndefined()
  expect(unseen).toBeGreaterThan(0)
})

test.each([16_996, 17_072])('in seed %d a colleague changes the same value while a commit is refused', async (seed) => {
  expect((await simulate(seed)).violation).toBeUndefined()
})
