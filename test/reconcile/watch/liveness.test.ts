import { expect, test } from 'vitest'
import { createLiveness } from '../../../src/reconcile/watch/liveness.ts'

test('a loop that stands still and a pass that hangs are found, and nothing else', () => {
  const liveness = createLiveness({ turn: 100, work: 1_000 })
  liveness.turned('idle', 0, false)
  liveness.turned('working', 0, true)
  expect(liveness.stuck(100)).toEqual([])
  expect(liveness.stuck(101)).toEqual(['idle', 'working'])
  for (let at = 100; at <= 1_000; at += 100)
    for (const one of ['idle', 'working']) liveness.turned(one, at, one === 'working')
  expect(liveness.stuck(1_000)).toEqual([])
  for (const one of ['idle', 'working']) liveness.turned(one, 1_001, one === 'working')
  expect(liveness.stuck(1_001)).toEqual(['working'])
  liveness.worked('working', 1_001)
  expect(liveness.stuck(1_001)).toEqual([])
  liveness.left('idle')
  liveness.left('working')
  expect(liveness.stuck(1e9)).toEqual([])
})
