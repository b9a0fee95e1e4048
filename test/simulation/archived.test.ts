import { expect, test } from 'vitest'
import type { Plant } from './scene.ts'
import { simulate } from './simulate.ts'

/** Everybody knows how a backup is laid out, so that one of them says what has moved in a cluster. */
const knowsBackups: Plant = {
  name: 'backups that say what has moved',
  setup: (setup) => {
    const scope = { ...setup.scope, archived: true }
    return { ...setup, scope, desk: { ...setup.desk, scope } }
  },
}

test('clusters whose backups say what has moved keep every promise', async () => {
  const broken: string[] = []
  let commits = 0
  for (let seed = 1; seed <= 120; seed += 1) {
    const report = await simulate(seed, knowsBackups)
    commits += report.commits
    if (report.violation !== undefined) broken.push(`seed ${seed}: ${report.violation}`)
  }
  expect(broken).toEqual([])
  expect(commits).toBeGreaterThan(20)
}, 600_000)
