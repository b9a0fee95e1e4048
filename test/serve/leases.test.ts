import { expect, test } from 'vitest'
import { unseen } from '../../src/report/watch/status.ts'
import { createMetrics } from '../../src/serve/metrics.ts'

test.each([
  ['2027-03-30', 0],
  ['2027-03-31', 0],
  ['2027-04-01', 1],
  ['2027-05-01', 2],
])('on %s %i leases have ended: one holds until its last day is over', async (day, ended) => {
  const lease = (expires: string) => ({ ticket: 'CHG-1', owner: 'proxy-team', expires })
  const status = { ...unseen('demo', 'observe'), leases: [lease('2027-03-31'), lease('2027-04-15')] }
  const metrics = createMetrics(
    '1',
    () => [status],
    () => Date.parse(`${day}T12:00:00Z`),
  )
  expect(await metrics.text()).toContain(`pader_leases_ended{cluster="demo"} ${ended}`)
})
