import { expect, test } from 'vitest'
import { createPulse } from '../../../src/reconcile/watch/liveness.ts'

test('a loop that stands still and a pass that hangs are found, and nothing else', () => {
  const pulse = createPulse({ turn: 100, work: 1_000 })
  pulse.turned('idle', 0, false)
  pulse.turned('working', 0, true)
  expect(pulse.stuck(100)).toEqual([])
  expect(pulse.stuck(101)).toEqual(['idle', 'working'])
  for (let at = 100; at <= 1_000; at += 100)
    for (const one of ['idle', 'working']) pulse.turned(one, at, one === 'working')
  expect(pulse.stuck(1_000)).toEqual([])
  for (const one of ['idle', 'working']) pulse.turned(one, 1_001, one === 'working')
  expect(pulse.stuck(1_001)).toEqual(['working'])
  pulse.worked('working', 1_001)
  expect(pulse.stuck(1_001)).toEqual([])
  pulse.left('idle')
  pulse.left('working')
  expect(pulse.stuck(1e9)).toEqual([])
})
