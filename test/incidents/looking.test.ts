import { afterEach, beforeEach, expect, test } from 'vitest'
import { slowerUpdates } from './incident.ts'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await raise()
})
afterEach(async () => stage.close())

const said = telling(() => stage)

test('who looks needs no password of the writer, and is given nothing that could use one', async () => {
  await stage.edit(...slowerUpdates)
  expect(await stage.pader('apply --yes --quiet')).toBe(0)
  delete stage.env['WRITER']
  expect(await said('plan', 0)).toContain('nothing to change')
  await said('diff', 0)
  await said('status', 0)
  await said('backup take', 0)
  expect(await said('rollback', 2)).toContain('nothing has been done yet')
  const refused = await said('rollback --yes', 3)
  expect(refused).toContain('WRITER')
  expect(await said('apply --yes', 3)).toContain('WRITER')
  expect(await said('status', 0)).not.toContain('on hold')
  // A rollback that is only shown has heard every node, as the one that is taken would.
  stage.happens('It is upgraded.', { kind: 'upgrade', node: stage.uuid('newyork-2'), version: '12.2.20', build: '1' })
  expect(await said('rollback', 4)).toMatch(/this rollback would be refused\s+GUARD-VERSIONS/)
})

/** Names of the backups that are kept. */
const backups = (): readonly string[] => [...stage.store.files.keys()].filter((file) => file.startsWith('backup/'))

test('a backup is due when the newest one is older than was said, and not before', async () => {
  expect(await said('backup take --if-older 24', 0)).toContain('it holds what the cluster holds')
  stage.wait(23 * 60 + 58)
  expect(await said('backup take --if-older 24', 0)).toContain(
    'the newest backup is of 23 hours ago: no new one is due',
  )
  expect(backups()).toHaveLength(1)
  stage.wait(2)
  expect(await said('backup take --if-older 24', 0)).not.toContain('none is due')
  expect(backups()).toHaveLength(2)
  // Whoever names no age gets one in any case.
  await said('backup take', 0)
  expect(backups()).toHaveLength(3)
})

test('a backup that was taken by a clock that was ahead does not count as young', async () => {
  await said('backup take', 0)
  const [taken = ''] = backups()
  const bytes = stage.store.files.get(taken)
  if (bytes === undefined) throw new Error('no backup was kept')
  stage.store.files.delete(taken)
  stage.store.files.set(taken.replace('2027-', '2028-'), bytes)
  expect(await said('backup take --if-older 24', 0)).not.toContain('none is due')
  expect(backups()).toHaveLength(2)
})

test('a plan that finds something to do has heard every node, as an apply would before it commits', async () => {
  const tokyo2 = stage.uuid('tokyo-2')
  stage.happens('tokyo-2 hears nothing.', { kind: 'deaf', node: tokyo2, deaf: true })
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'groups.update', 'lab')
  stage.happens('It is upgraded.', { kind: 'upgrade', node: stage.uuid('newyork-2'), version: '12.2.20', build: '1' })
  await stage.edit(...slowerUpdates)
  const planned = await said('plan', 4)
  expect(planned).toContain('GUARD-OUT-OF-SYNC: tokyo-2 holds something different')
  expect(planned).toContain('warning: a save may be on its way to tokyo-2, or from there: an apply waits')
  expect(planned).toMatch(/GUARD-VERSIONS: the nodes run different versions:[^;]*newyork-2\s+runs\s+12\.2\.20/)
})

test('a plan that finds nothing to do asks no node, and one that cannot ask for a colleague says so', async () => {
  expect(await said('plan', 0)).not.toContain('not known')
  stage.happens('A colleague logs on.', { kind: 'ui login', node: stage.uuid('tokyo-1'), user: 'admin' })
  expect(await said('plan', 0)).not.toContain('not known')
  await stage.edit(...slowerUpdates)
  expect(await said('plan', 2)).toMatch(/warning: which version [^:]* not known, and an apply asks before it commits:/)
})
