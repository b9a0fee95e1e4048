import { expect, test } from 'vitest'
import { withoutConfirmed } from '../../src/plan/confirmed.ts'
import type { Phase, Plan, Step } from '../../src/plan/plan.ts'
import { samplePlan } from '../report/plan/sample-plan.ts'

const byHand = (id: string, check: Extract<Step, { kind: 'manual' }>['check']): Phase => ({
  ordinal: 1,
  kind: 'manual',
  title: id,
  preconditions: [],
  steps: [{ kind: 'manual', id, action: { kind: 'take over policy' }, instructions: [id], check }],
  proof: { kind: 'not needed', because: 'a test' },
})

test('a person confirms what only a person can see, and nothing that is found out by looking', () => {
  const question = { kind: 'confirmation', question: 'done?' } as const
  const phases = [byHand('a', question), byHand('b', question), byHand('c', { kind: 'rule set', name: 'A' })]
  const plan: Plan = { ...samplePlan, phases }
  const left = withoutConfirmed(plan, new Set(['a', 'c']))
  expect(left.phases.map(({ title, ordinal }) => [title, ordinal])).toEqual([
    ['b', 1],
    ['c', 2],
  ])
  expect(left.estimate.manualSteps).toBe(2)
})
