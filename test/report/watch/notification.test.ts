import { expect, test } from 'vitest'
import { notificationAfter, notificationText, type NotificationState } from '../../../src/report/watch/notification.ts'
import { unseen } from '../../../src/report/watch/status.ts'

/** What is told of passes that end so, one after the other. */
function toldOf(...ends: (readonly [kind: string, words?: string, source?: string])[]): readonly string[] {
  let told: NotificationState | undefined
  return ends.map(([kind, words = kind, source]) => {
    const status = { ...unseen('demo', 'enforce'), last: { kind, words, at: '2026-01-05T08:00:00.000Z' } }
    const next = notificationAfter(told, source === undefined ? status : { ...status, source })
    told = next.told
    return next.notification === undefined ? '' : notificationText(next.notification)
  })
}

test('a calm cluster says nothing, and a change that was made is said once', () => {
  expect(toldOf(['in sync'], ['in sync'], ['applied', 'in sync after 2 commits'], ['in sync'])).toEqual([
    '',
    '',
    'Pader, cluster demo: in sync after 2 commits',
    '',
  ])
})

test('the same trouble is told once, another is told again, and so is its end', () => {
  const [first, same, other, well, still] = toldOf(
    ['differs', 'differs: 1 change'],
    ['differs', 'differs: 1 change'],
    ['differs', 'differs: 2 changes'],
    ['in sync', 'as it should be'],
    ['in sync', 'as it should be'],
  )
  expect([first, same]).toEqual(['Pader, cluster demo: differs: 1 change', ''])
  expect(other).toContain('2 changes')
  expect([well, still]).toEqual(['Pader, cluster demo: well again: as it should be', ''])
})

test('a lost connection wakes nobody; the third failure in a row does, once', () => {
  const failed = ['failed', 'failed: ECONNRESET'] as const
  const again = ['failed', 'failed: ETIMEDOUT'] as const
  expect(toldOf(failed, failed, ['in sync'], failed, failed, again, failed)).toEqual([
    '',
    '',
    '',
    '',
    '',
    'Pader, cluster demo: failed: ETIMEDOUT',
    '',
  ])
})

test('a branch that is not believed is told even while the cluster is well', () => {
  const refused = ['in sync', 'as it should be', 'refused: not signed'] as const
  expect(toldOf(['in sync'], refused, refused, ['in sync'])).toEqual([
    '',
    'Pader, cluster demo: the branch is not believed: refused: not signed',
    '',
    expect.stringContaining('well again'),
  ])
})

test('a branch that cannot be read is told once, after three passes, where nothing worse is, and so is that it can be', () => {
  const unread = ['in sync', 'as it should be', 'no route to the server'] as const
  const [first, second, third, fourth, well] = toldOf(unread, unread, unread, unread, ['in sync', 'as it should be'])
  expect([first, second, fourth]).toEqual(['', '', ''])
  expect(third).toBe(
    'Pader, cluster demo: the branch cannot be read, and new commits are not taken: no route to the server',
  )
  expect(well).toContain('well again')
  const differs = ['differs', 'differs: 1 change', 'no route to the server'] as const
  expect(toldOf(differs, differs, differs, differs)).toEqual(['Pader, cluster demo: differs: 1 change', '', '', ''])
})
