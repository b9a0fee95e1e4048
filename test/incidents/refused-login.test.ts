import { expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise } from './stage.ts'
import { watchPass } from './watch-pass.ts'

test('a node that does not believe the password is asked once after a commit, since more would lock the account', async () => {
  const stage = await raise()
  const said = telling(() => stage)
  try {
    await stage.edit(...slowerUpdates)
    let logins = 0
    const count = (): void => {
      logins += 1
      stage.meanwhile('POST /login', count)
    }
    stage.meanwhile('POST /commit', () => {
      stage.instead.set('newyork-2', { status: 401, text: 'Check username and password', request: 'POST /login' })
      stage.meanwhile('POST /login', count)
    })
    const before = stage.now()
    const text = await said('apply --yes --quiet', 0)
    expect(text).toContain('newyork-2: the user "pader-reader" or its password is wrong')
    expect(stage.now() - before).toBeLessThan(60_000)
    expect(logins).toBeLessThan(10)
  } finally {
    await stage.close()
  }
})

test.each(['observe', 'enforce'] as const)('a watch in mode %s knows a password that is not believed', async (mode) => {
  const stage = await raise()
  try {
    await stage.edit(...slowerUpdates)
    stage.env['READER'] = 'of yesterday'
    expect(await watchPass(stage, mode)).toMatchObject({ kind: 'failed', isLoginRefused: true })
    stage.env['READER'] = 'pader-reader password'
    stage.instead.set('tokyo-1', { status: 503, text: 'Service Unavailable' })
    expect(await watchPass(stage, mode)).not.toHaveProperty('isLoginRefused')
  } finally {
    await stage.close()
  }
})
