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
  expect(await said('rollback', 2)).toContain('nothing is done yet')
  const refused = await said('rollback --yes', 3)
  expect(refused).toContain('WRITER')
  expect(await said('apply --yes', 3)).toContain('WRITER')
  expect(await said('status', 0)).not.toContain('on hold')
})
