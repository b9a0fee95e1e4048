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

test('a colleague may save after the last look began: nobody sees it, and the judge counts it', async () => {
  let unseen = 0
  // Where it was seen last comes first: any change of the product may move it, and then the search goes on.
  for (let seed = 115_604; seed < 116_000 && unseen === 0; seed += 1) {
    const report = await simulate(seed)
    expect(report.violation).toBeUndefined()
    unseen = report.unseen
  }
  expect(unseen).toBeGreaterThan(0)
}, 120_000)
