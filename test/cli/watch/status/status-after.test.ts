import { expect, test } from 'vitest'
import { statusAfter } from '../../../../src/cli/watch/status/status-after.ts'
import { stateAtStart } from '../../../../src/reconcile/watch/state.ts'
import { unseen } from '../../../../src/report/watch/status.ts'

const at = '2026-01-05T08:00:00.000Z'
const before = unseen('two-site', 'enforce')
const state = stateAtStart('branch', 'a'.repeat(40))

test('a refusal stays until the branch is believed again, and hides nothing of the last look', () => {
  const looked = statusAfter(before, { kind: 'pass ended', result: { kind: 'in sync' } }, state, at)
  expect(looked).toMatchObject({ commit: 'a'.repeat(40), last: { kind: 'in sync', at } })
  const refused = statusAfter(looked, { kind: 'fetch failed', why: 'not signed', refused: true }, state, at)
  expect(refused).toMatchObject({ source: 'refused: not signed', last: looked.last })
  expect(statusAfter(refused, { kind: 'timer' }, state, at).source).toBe('refused: not signed')
  expect(statusAfter(refused, { kind: 'nothing new' }, state, at).source).toBeUndefined()
})
