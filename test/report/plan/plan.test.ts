import { expect, test } from 'vitest'
import { plain } from '../../../src/report/appearance.ts'
import { gitlabPlan, plansJson } from '../../../src/report/plan/json.ts'
import { summaryOf } from '../../../src/report/plan/summary.ts'
import { planText } from '../../../src/report/plan/text.ts'
import { widthOf } from '../../../src/report/text/cells.ts'
import { samplePlan } from './sample-plan.ts'

test('a plan tells each phase, every change, why it is safe and what stays', async () => {
  const text = planText(samplePlan, plain)
  await expect(text).toMatchFileSnapshot('../golden/plan.txt')
  const tooWide = text.split('\n').filter((line) => widthOf(line) > 80)
  expect(tooWide).toEqual([])
})

test('colour changes nothing but colour', () => {
  // oxlint-disable-next-line no-control-regex -- escape codes are control characters
  const stripped = planText(samplePlan, { ...plain, color: true }).replaceAll(/\x1b\[\d+m/g, '')
  expect(stripped).toBe(planText(samplePlan, plain))
})

test('a plan without phases says that there is nothing to change', () => {
  const empty = { ...samplePlan, phases: [], blocked: [] }
  expect(planText(empty, plain)).toBe('two-site: nothing to change\n')
})

test('the JSON holds the plan as it is stored, and its counts', () => {
  const { plans, formatVersion } = JSON.parse(plansJson([samplePlan]))
  expect(formatVersion).toBe(1)
  const { summary, ...stored } = plans[0]
  expect(stored).toEqual(JSON.parse(JSON.stringify(samplePlan)))
  expect(summary).toEqual({ create: 2, update: 4, delete: 1, manual: 1, commits: 3 })
  expect(summaryOf(samplePlan)).toBe('7 changes in 3 commits, 1 step by hand, 1 difference left as found')
})

test('the widget of GitLab gets its three counts over all clusters', () => {
  expect(JSON.parse(gitlabPlan([samplePlan, samplePlan]))).toEqual({ create: 4, update: 10, delete: 2 })
})
