import { expect, test } from 'vitest'
import { notificationAfter, notificationText } from '../../src/report/watch/notification.ts'
import { unseen } from '../../src/report/watch/status.ts'
import { fit } from '../../src/report/markdown/fit.ts'
import { commentHosts } from '../../src/report/markdown/host.ts'
import { decide } from '../../src/reconcile/watch/decide.ts'
import { stateAtStart, type WatchSettings } from '../../src/reconcile/watch/state.ts'

/** Traps that other tools fell into, as far as watching and telling decide about them. */

test('trap 8: a notification is made after the act and says how it ended', () => {
  const ended = {
    kind: 'needs a person',
    words: 'superseded: another storage replaced list a',
    at: '2026-01-05T08:00:00Z',
  }
  const { notification } = notificationAfter(undefined, { ...unseen('demo', 'enforce'), last: ended })
  expect(notification && notificationText(notification)).toContain(ended.words)
  expect(notificationAfter(undefined, unseen('demo', 'enforce')).notification).toBeUndefined()
})

test('trap 11: a new commit asks a running pass to make room between two phases, and then gets a pass of its own', () => {
  const settings: WatchSettings = { follows: 'branch', poll: 60, probe: 300, backoff: { first: 1, longest: 64 } }
  const context = { settings, now: 0, random: () => 0.5 }
  const running = decide(stateAtStart('branch', undefined), { kind: 'commit arrived', commit: 'old' }, context)
  expect(running.acts).toMatchObject([{ kind: 'pass', source: { commit: 'old' } }])
  const newer = decide(running.state, { kind: 'commit arrived', commit: 'new' }, context)
  expect(newer.acts).toEqual([{ kind: 'pre-empt' }])
  const ended = decide(newer.state, { kind: 'pass ended', result: { kind: 'stopped' } }, context)
  expect(ended.acts).toMatchObject([{ kind: 'pass', source: { commit: 'new' } }])
})

test.each(Object.entries(commentHosts))(
  'trap 18: a comment that is too long for %s is cut between two lines, and what is missing is counted',
  (_name, host) => {
    const line = 'x'.repeat(Math.ceil(host.limit / 200))
    const lines = Array.from({ length: 400 }, (_, index) => `- change ${index} of a very large plan ${line}`)
    const sections = ['first', 'second'].map((name) => ({ name, title: name, lines, isDivisible: true }))
    const text = fit('# review', sections, host)
    expect(text.length).toBeLessThanOrEqual(host.limit)
    const last = text.split('\n').filter((line) => line.startsWith('- change'))
    for (const line of last) expect(lines).toContain(line)
    expect(text).toMatch(/and \d+ more/)
  },
)
