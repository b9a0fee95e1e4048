import type { Uuid } from '../model/names.ts'
import type { Plan } from './plan.ts'

/** The appliances that a plan wants taken out of the cluster for good; who returns after an upgrade is not among them. */
export function leaving(plan: Plan): readonly Uuid[] {
  return plan.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'manual' && step.action.kind === 'remove' ? [step.action.uuid] : []))
}
