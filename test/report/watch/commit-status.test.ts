import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  shortened,
  statusAtEnd,
  statusAtStart,
  type CommitStatusState,
} from '../../../src/report/watch/commit-status.ts'

/** What stands at commit "new" after passes that begin and end so, one after the other. */
function standsAfter(
  ...ends: (readonly [kind: string, words?: string])[]
): readonly (readonly [string, string] | undefined)[] {
  let memory: CommitStatusState = { failures: 0 }
  return ends.map(([kind, words = kind]) => {
    memory = statusAtStart(memory, 'new')
    memory = statusAtEnd(memory, 'new', { kind, words, at: '2026-01-05T08:00:00.000Z' })
    return memory.status === undefined ? undefined : [memory.status.state, memory.status.words]
  })
}

test('a commit is pending while it is on its way, and what was rolled out keeps the words of that', () => {
  expect(statusAtStart({ failures: 0 }, 'new').status).toEqual({
    commit: 'new',
    state: 'pending',
    words: 'looking at the appliances',
  })
  expect(standsAfter(['too early', 'waits for its time'], ['applied', 'in sync after 2 commits'], ['in sync'])).toEqual(
    [
      ['pending', 'waits for its time'],
      ['success', 'in sync after 2 commits'],
      ['success', 'in sync after 2 commits'],
    ],
  )
})

test('a look for drift at a commit that stands does not make it pending again', () => {
  const stands: CommitStatusState = { status: { commit: 'new', state: 'success', words: 'in sync' }, failures: 0 }
  expect(statusAtStart(stands, 'new')).toBe(stands)
  expect(statusAtStart(stands, 'newer').status?.state).toBe('pending')
})

test('one lost connection is not the fault of the commit; three in a row are said, once', () => {
  expect(standsAfter(['failed', 'a'], ['failed', 'b'], ['failed', 'c'], ['failed', 'd'], ['in sync', 'well'])).toEqual([
    ['pending', 'looking at the appliances'],
    ['pending', 'looking at the appliances'],
    ['failure', 'c'],
    ['failure', 'c'],
    ['success', 'well'],
  ])
})

test('what waits for a person has failed until somebody came, and other words are said anew', () => {
  expect(standsAfter(['needs a person', 'a'], ['needs a person', 'b'], ['stopped'], ['differs', 'c'])).toEqual([
    ['failure', 'a'],
    ['failure', 'b'],
    ['failure', 'b'],
    ['pending', 'c'],
  ])
})

test('words fit, whole or cut, stand in one line, and are never cut inside of a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom(140, 255), (words, limit) => {
      const line = shortened(words, limit)
      expect(line.length).toBeLessThanOrEqual(limit)
      expect(line).not.toMatch(/[\n\r\t]/)
      expect(line).not.toMatch(/\p{Cs}/u)
    }),
  )
  expect(shortened('differs:\n  1 change', 140)).toBe('differs: 1 change')
})
