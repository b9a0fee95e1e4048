import { simpleGit } from 'simple-git'
import { expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { raise } from './stage.ts'

test('pader rollback --to COMMIT brings the cluster to that commit, whatever the files say now, and holds the others', async () => {
  const stage = await raise()
  try {
    const git = simpleGit(stage.repository)
    await git.init(['--initial-branch=main'])
    await git.addConfig('user.name', 'Operator')
    await git.addConfig('user.email', 'operator@example.com')
    const commit = async (): Promise<void> => {
      await git.add('clusters')
      await git.commit('change')
      stage.revision = (await git.revparse(['HEAD'])).trim()
    }
    await commit()
    expect(await stage.pader('apply --yes --quiet')).toBe(0)
    await stage.edit(...slowerUpdates)
    await commit()
    expect(await stage.pader('apply --yes --quiet')).toBe(0)
    await stage.edit('cluster.yaml', 'format: 1', 'format: 1\nnonsense: true')
    expect(await stage.pader('rollback --to HEAD~1')).toBe(2)
    expect(await stage.pader('rollback --to HEAD~1 --yes --quiet')).toBe(0)
    expect(stage.transcript()).toContain('- updates.interval  120 → empty')
    expect(stage.transcript()).toContain('held: DIGEST will not be applied again')
    await stage.edit('cluster.yaml', '\nnonsense: true', '')
    expect(await stage.pader('apply --yes --quiet')).toBe(4)
    await stage.edit('locations/newyork.yaml', 'interval: 120', 'interval: 60')
    await commit()
    expect(await stage.pader('apply --yes --quiet')).toBe(0)
    expect(await stage.pader('rollback --to nowhere')).toBe(3)
    expect(stage.transcript()).toContain('there is no revision "nowhere" in this repository')
  } finally {
    await stage.close()
  }
})
