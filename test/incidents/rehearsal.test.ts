import { afterEach, beforeEach, expect, test } from 'vitest'
import { telling } from './said.ts'
import { raise, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await raise()
})
afterEach(async () => stage.close())

const said = telling(() => stage)

test('a backup is restored into emulated appliances, which all take it over, and no appliance is asked', async () => {
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
  stage.wait(1)
  await said('backup take', 0)
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '10')
  stage.wait(1)
  // Neither what is there now (10) nor what the stand-in began with (10): only the restore brings 30.
  for (const { uuid } of stage.cluster.nodes) stage.happens('', { kind: 'down', node: uuid.value })
  const rehearsal = await said('backup rehearse', 2)
  expect(rehearsal).toContain('hold what the entry node holds: newyork-1, newyork-2, tokyo-1, tokyo-2')
  expect(rehearsal).toContain('it holds what the backup has')
  expect(rehearsal).toContain('change priority of tokyo-2')
})

test('a part of the backup whose node was replaced since is named', async () => {
  await said('backup take', 0)
  await stage.edit(
    'locations/newyork.yaml',
    '564D4A1C-77E2-0F3B-9C55-2B60A1D8E4F0',
    '564D4A1C-77E2-0F3B-9C55-2B60A1D8E4FF',
  )
  const rehearsal = await said('backup rehearse', 7)
  expect(rehearsal).toContain('the part of 564D4A1C-77E2-0F3B-9C55-2B60A1D8E4F0 finds no owner')
  expect(rehearsal).toContain('the backup is not what is there then: it lacks the document')
})

test('what is no backup any more is said, with what to do', async () => {
  await said('backup take', 0)
  const [name = ''] = [...stage.store.files.keys()].filter((file) => file.startsWith('backup/'))
  expect(stage.store.files.get(name)).toBeDefined()
  stage.store.files.set(name, new TextEncoder().encode('cut off'))
  const failed = await said('backup rehearse', 3)
  expect(failed).toMatch(/cannot be restored.*\n {2}nodes: unchanged.*\n {2}to do: do not rely on it/)
})

test('the bytes of another backup are damage: they are neither rehearsed nor compared, and nobody is told to restore them', async () => {
  await said('backup take', 0)
  stage.saves('carol', 'tokyo-1', 'tokyo-2', 'priority', '30')
  stage.wait(1)
  await said('backup take', 0)
  const [older = '', newest = ''] = [...stage.store.files.keys()]
    .filter((file) => file.startsWith('backup/'))
    .toSorted()
  const bytes = stage.store.files.get(older)
  if (bytes === undefined) throw new Error('there is no older backup')
  stage.store.files.set(newest, bytes)
  const id = newest.slice(newest.lastIndexOf('/') + 1)
  for (const line of ['backup rehearse', 'backup verify', `rollback --to-backup ${id}`]) {
    expect(await said(line, 3)).toMatch(/is damaged: its.*bytes are not those that were/s)
  }
  expect(await said('status', 2)).not.toContain('on hold')
})
