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
const NODE = '  newyork-2:\n'
const AWAY = `${NODE}    outOfService: { reason: a disk, ticket: CHG-4712, expires: 2027-01-31 }\n`

test('a node under repair is left alone by a rollout, waits in plan and status, and catches up when it is back', async () => {
  await stage.edit(...slowerUpdates)
  await stage.edit('locations/newyork.yaml', NODE, AWAY)
  stage.happens('newyork-2 is switched off', { kind: 'down', node: stage.uuid('newyork-2') })
  const waits = 'newyork-2: when it is back, 1 change waits; CHG-4712 until 2027-01-31: a disk'
  const planned = await said('plan', 2)
  expect(planned).toMatch(/phase 1 of 1 .* change updates.interval of newyork-1\n/)
  expect(planned).toContain(waits)

  const applied = await said('apply --yes', 0)
  expect(applied).toMatch(/stored in 1 commit, not confirmed at 1 node\s+newyork-2: declared out of service; /)
  // A node in service is given two minutes to come back, which is told.
  expect(applied).not.toContain('not confirmed yet')
  expect(await said('plan', 0)).toContain(waits)

  const status = await said('status', 0)
  expect(status).toContain('two-site  in sync: confirmed at 3 nodes, 1 out of service')
  expect(status).toContain('newyork-2 when it is back: 1 change waits')
  expect(await said('status --nagios', 0)).toContain('two-site_silent=0')
  expect(await said('diff', 0)).toContain('different from the YAML on a node that is out of service: 1')
  expect(await said('adopt', 0)).not.toContain('newyork-2')

  stage.happens('newyork-2 is back', { kind: 'up', node: stage.uuid('newyork-2') })
  // It holds what it held when it went, which the declaration says already.
  expect(await said('status', 0)).toContain('two-site  in sync: confirmed at 3 nodes, 1 out of service')
  stage.wait(1)
  await stage.edit('locations/newyork.yaml', AWAY, NODE)
  expect(await said('apply --yes', 0)).toContain('in sync after 1 commit')
  expect(await said('status', 0)).toContain('two-site  in sync: confirmed at 4 nodes\n')
})

test('a repair that takes longer than was agreed on stops a review and no rollout, and the node stays out of service', async () => {
  await stage.edit(...slowerUpdates)
  await stage.edit('locations/newyork.yaml', NODE, AWAY.replace('2027-01-31', '2027-01-14'))
  expect(await said('compile --dry-run --now 2027-01-15', 3)).toContain('REF-REPAIR-EXPIRED')
  const applied = await said('apply --yes', 0)
  expect(applied).toContain('"newyork-2" was to be out of service (CHG-4712) until 2027-01-14')
  expect(applied).toContain('newyork-2: when it is back, 1 change waits')
})
