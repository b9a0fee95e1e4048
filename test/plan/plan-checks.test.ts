import { expect, test } from 'vitest'
import { catalogue } from '../../src/compile/rules/catalogue.ts'
import { guards } from '../../src/plan/guards/index.ts'
import { planChecks } from '../../src/plan/plan-checks.ts'

test('every rule that plans claim to keep is one of the catalogue, of stage plan, and its guard is asked', () => {
  const stages = new Map(catalogue.map(({ head }) => [head.code, head.stage]))
  expect(planChecks.length).toBeGreaterThan(15)
  for (const { code, keeping } of planChecks) {
    expect([code, stages.get(code)]).toEqual([code, 'plan'])
    if (keeping.kind === 'guard') expect(guards).toContain(keeping.guard)
  }
  const codes = planChecks.map(({ code }) => code)
  expect(codes).toEqual([...new Set(codes)].toSorted())
})
