import { simpleGit } from 'simple-git'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

let stage: Stage
let commit: () => Promise<void>
beforeEach(async () => {
  stage = await raise()
  const git = simpleGit(stage.repository)
  await git.init(['--initial-branch=main'])
  await git.addConfig('user.name', 'Operator')
  await git.addConfig('user.email', 'operator@example.com')
  commit = async () => {
    await git.add('clusters')
    await git.commit('change')
    stage.revision = (await git.revparse(['HEAD'])).trim()
  }
  await commit()
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
})
afterEach(async () => stage.close())

const said = telling(() => stage)

test('pader rollback --to COMMIT brings the cluster to that commit, whatever the files say now, and holds the others', async () => {
  await stage.edit(...slowerUpdates)
  await commit()
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  await stage.edit('cluster.yaml', 'format: 1', 'format: 1\nnonsense: true')
  expect(await stage.pader('rollback --to HEAD~1')).toBe(2)
  expect(await stage.pader('rollback --to HEAD~1 --yes --quiet')).toBe(0)
  expect(stage.transcript()).toContain('- updates.interval  120 → empty')
  expect(stage.transcript()).toContain('on hold: DIGEST will not be applied again')
  await stage.edit('cluster.yaml', '\nnonsense: true', '')
  expect(await stage.pader('apply --yes --quiet')).toBe(4)
  await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
  await commit()
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  expect(await stage.pader('rollback --to nowhere')).toBe(3)
  expect(stage.transcript()).toContain('there is no revision "nowhere" in this repository')
})

test('what no commit before says goes back to what somebody else made of it between two runs, and not to what it was long ago', async () => {
  await stage.edit(...slowerUpdates)
  await commit()
  await said('apply --yes --quiet', 0)
  stage.saves('carol', 'tokyo-1', 'newyork-1', 'updates.interval', '45')
  stage.wait(1)
  await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
  await commit()
  await said('apply --yes --quiet --allow-foreign-change', 0)
  const back = await said('rollback --to HEAD~2 --yes', 0)
  expect(back).toMatch(/node newyork-1\n +~ updates.interval  60 → 45/)
  expect(back).toMatch(/node newyork-2\n +- updates.interval  60 → empty/)
})
