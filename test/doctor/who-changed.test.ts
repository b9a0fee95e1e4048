import { expect, test } from 'vitest'
import type { AuditRecord } from '../../src/doctor/evidence.ts'
import { whoChanged } from '../../src/doctor/who-changed.ts'

const NOW = Date.parse('2027-01-15T04:00:00Z')
const HOUR = 3_600_000

/** A block of the audit log of a node, at so many hours from now by the clock of that node. */
const saved = (line: number, user: string, hours: number, log = 'tokyo-2:audit.log'): AuditRecord => ({
  kind: 'audit',
  place: { log, line },
  at: NOW + hours * HOUR,
  user,
  action: 'MODIFIED_APPLIANCE_SETTINGS',
  object: '',
  id: 'document',
  appliance: log.replace(/:.*/, ''),
})

const suspect = (...records: AuditRecord[]) =>
  whoChanged({ kind: 'setting', document: 'document' }, records, {
    robots: new Set(['pader-writer']),
    since: NOW - HOUR,
    now: NOW,
  })

test('the newest that fits is named, and nobody from before the last apply, nor Pader itself', () => {
  expect(suspect(saved(1, 'ann', -2))).toBeUndefined()
  expect(suspect(saved(1, 'ann', -0.5), saved(9, 'pader-writer', -0.2))).toMatchObject({ user: 'ann' })
  expect(suspect(saved(1, 'ann', -0.5), saved(9, 'bob', -0.2))).toMatchObject({ user: 'bob' })
  expect(suspect(saved(9, 'bob', -0.2, 'newyork-1:audit.log'), saved(1, 'ann', -0.5))).toMatchObject({ user: 'bob' })
})

test('what a clock wrote that was hours ahead, and was set back since, is blamed for nothing that came later', () => {
  expect(suspect(saved(1, 'carol', 3), saved(9, 'dave', -0.1))).toEqual({
    user: 'dave',
    action: 'MODIFIED_APPLIANCE_SETTINGS',
    appliance: 'tokyo-2',
    at: NOW - 0.1 * HOUR,
  })
  // Whose change it was that came after it, nobody knows: its clock was hours behind then.
  expect(suspect(saved(1, 'carol', 3), saved(9, 'dave', -3))).toBeUndefined()
})

test('of a clock that is ahead now it is said that it is', () => {
  expect(suspect(saved(1, 'carol', 3))).toMatchObject({ user: 'carol', early: true })
  expect(suspect(saved(1, 'carol', 0.01))).not.toHaveProperty('early')
})
