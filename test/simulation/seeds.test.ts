import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const from = Number(process.env['PADER_SIMULATE_FROM'] ?? 1)
const seeds = Number(process.env['PADER_SIMULATE_SEEDS'] ?? 300)

test(`seeds ${from} to ${from + seeds - 1} keep every promise`, async () => {
  const failed: string[] = []
  let commits = 0
  for (let seed = from; seed < from + seeds && failed.length === 0; seed += 1) {
    const { violation, trace, ...report } = await simulate(seed)
    commits += report.commits
    if (violation !== undefined) failed.push(`seed ${seed}: ${violation}\n${trace.slice(-80).join('\n')}`)
  }
  expect(failed).toEqual([])
  expect(commits).toBeGreaterThan(0)
}, 600_000)
