import { expect, test } from 'vitest'
import { ageText } from '../../src/report/status/time-text.ts'

const NOW = '2027-01-15T02:00:00.000Z'

test.each([
  ['2027-01-15T01:57:00Z', '3 minutes ago'],
  ['2027-01-15T01:59:59Z', '1 second ago'],
  // Clocks of two machines are never the same.
  ['2027-01-15T02:00:02Z', '0 seconds ago'],
  ['2027-01-15T02:00:03Z', '2027-01-15 02:00:03 UTC, by a clock that is 3 seconds ahead of the one here'],
  ['2027-01-15T04:10:00Z', '2027-01-15 04:10:00 UTC, by a clock that is 2 hours ahead of the one here'],
])('%s is told as %s', (at, said) => {
  expect(ageText(at, NOW)).toBe(said)
})
