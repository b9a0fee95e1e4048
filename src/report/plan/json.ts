import type { Plan } from '../../plan/plan.ts'
import { jsonDocument } from '../json/envelope.ts'
import { countsOf } from './summary.ts'

/** Plans of one or more clusters as a JSON document; each plan as it is stored, with its counts beside it. */
export function plansJson(plans: readonly Plan[]): string {
  return jsonDocument('plan', { plans: plans.map((plan) => ({ ...plan, summary: countsOf(plan) })) })
}

/** The three counts that GitLab's merge request widget shows, over all clusters. */
export function gitlabPlan(plans: readonly Plan[]): string {
  const counts = plans.map(countsOf)
  const sum = (pick: (one: (typeof counts)[number]) => number): number =>
    counts.reduce((total, one) => total + pick(one), 0)
  return `${JSON.stringify({
    create: sum((one) => one.create),
    update: sum((one) => one.update + one.manual),
    delete: sum((one) => one.delete),
  })}\n`
}
