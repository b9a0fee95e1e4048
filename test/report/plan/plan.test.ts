import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { plain } from '../../../src/report/appearance.ts'
import { planBrief } from '../../../src/report/plan/brief.ts'
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
  expect(summary).toEqual({ create: 3, update: 6, delete: 2, manual: 1, commits: 3 })
  expect(summaryOf(samplePlan)).toBe('11 changes in 3 commits, 1 step by hand, 1 difference left as found')
})

test('the widget of GitLab gets its three counts over all clusters, in the form that it takes', () => {
  const validate = new Ajv({ strict: true }).compile(
    JSON.parse(readFileSync('test/report/ci/schemas/gitlab-plan.schema.json', 'utf8')),
  )
  expect(validate({ create: 1, update: 1 })).toBe(false)
  const counts: unknown = JSON.parse(gitlabPlan([samplePlan, samplePlan]))
  expect(counts).toEqual({ create: 6, update: 14, delete: 4 })
  for (const plans of [[], [samplePlan], [samplePlan, samplePlan]])
    expect(validate(JSON.parse(gitlabPlan(plans))), JSON.stringify(validate.errors)).toBe(true)
})

test('a plan at a glance names the nodes that it leaves alone', () => {
  const step = samplePlan.phases.flatMap(({ steps }) => steps).slice(0, 1)
  const repair = { node: nodeName('tokyo-2'), ticket: 'CHG-4712', reason: 'a disk', expires: '2027-01-31' }
  const away = [
    { ...repair, steps: step },
    { ...repair, node: nodeName('tokyo-3'), steps: [] },
  ]
  expect(planBrief({ ...samplePlan, phases: [], blocked: [], away }, plain).split('\n')).toEqual([
    'two-site: nothing to change',
    '  tokyo-2 is out of service (CHG-4712, until 2027-01-31); when it is back, 1',
    '     change waits',
    '  tokyo-3 is out of service (CHG-4712, until 2027-01-31); when it is back, it is',
    '     added to the cluster',
    '',
  ])
})

test('a plan at a glance keeps to the width, whatever is the reason of a phase', async () => {
  const [phase] = samplePlan.phases
  const long =
    'while the commit spreads, "tokyo-12" may be cut off: no usable connection to the others lasts through it'
  const refused = { kind: 'refused', obstacle: long, nodes: [], suggestion: 'none' } as const
  const unprovable = { kind: 'unprovable', because: `nobody knows which certificate ${long}` } as const
  const plan = {
    ...samplePlan,
    phases: [...samplePlan.phases, ...[refused, unprovable].map((proof) => ({ ...phase!, proof }))],
  }
  const text = planBrief(plan, plain)
  await expect(text).toMatchFileSnapshot('../golden/plan-summary.txt')
  expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([])
})
