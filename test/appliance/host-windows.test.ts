import { expect, test } from 'vitest'
import { readChangeTimes } from '../../src/appliance/host-windows.ts'
import { fieldsOf, startReading } from '../../src/source/fields.ts'

/** What is wrong with one freeze. */
function said(from: string, to: string): readonly string[] {
  const at = startReading('host.yaml')
  const fields = fieldsOf({ freezes: [{ from, to, why: 'the books are closed' }] }, at)
  if (fields !== undefined) readChangeTimes(fields)
  return at.problems.map(({ message }) => message)
}

test.each(['2027-02-29T18:00', '2027-04-31T18:00', '2027-13-01T18:00', '2027-02-01 18:00'])(
  'no freeze begins at %s',
  (from) => {
    expect(said(from, '2028-01-01T00:00')).toEqual([expect.stringContaining('expected a day and time')])
  },
)

test('one begins on a day that there is, and ends after it', () => {
  expect(said('2028-02-29T18:00', '2028-03-01T06:00')).toEqual([])
  expect(said('2028-03-01T06:00', '2028-02-29T18:00')).toEqual([expect.stringContaining('not after')])
})
