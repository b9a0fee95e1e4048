import { estimateOf } from './estimate.ts'
import type { ManualCheck, Phase, Plan, Step } from './plan.ts'

/** Checks for which a person's word may stand: nothing else can tell, or what could tell may be out of reach. */
const heard: ReadonlySet<ManualCheck['kind']> = new Set<ManualCheck['kind']>(['confirmation', 'port', 'version'])

/** A plan without the manual steps that a person confirmed; phases keep their order and are numbered anew. */
export function withoutConfirmed(plan: Plan, confirmed: ReadonlySet<string>): Plan {
  const isDone = (step: Step): boolean => step.kind === 'manual' && heard.has(step.check.kind) && confirmed.has(step.id)
  const left = plan.phases.flatMap((phase): Phase[] => {
    const steps = phase.steps.filter((step) => !isDone(step))
    return steps.length === 0 ? [] : [{ ...phase, steps }]
  })
  const phases = left.map((phase, index) => ({ ...phase, ordinal: index + 1 }))
  return { ...plan, phases, estimate: estimateOf(phases) }
}
