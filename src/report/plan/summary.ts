import type { Plan, Step } from '../../plan/plan.ts'
import { plural } from '../plural.ts'

/** How many objects a plan creates, changes and deletes, and what it takes. */
export interface PlanCounts {
  readonly create: number
  readonly update: number
  readonly delete: number
  readonly manual: number
  readonly commits: number
}

/** Counts a plan's steps by what they do. */
export function countsOf(plan: Plan): PlanCounts {
  const steps = plan.phases.flatMap((phase) => phase.steps)
  const count = (does: (step: Step) => boolean): number => steps.filter(does).length
  const put = steps.flatMap((step) => (step.kind === 'put rule sets' ? [step] : []))
  const imports = put.flatMap((step) => step.imports)
  const reorders = put.filter((step) => step.imports.length + step.removes.length === 0)
  return {
    create:
      count((step) => step.kind === 'create list' || (step.kind === 'write system file' && !step.before)) +
      imports.filter(({ replaces }) => !replaces).length,
    update:
      count(
        (step) =>
          step.kind === 'set property' ||
          step.kind === 'set policy setting' ||
          step.kind === 'edit list' ||
          (step.kind === 'write system file' && step.before !== undefined),
      ) +
      imports.filter(({ replaces }) => replaces).length +
      reorders.length,
    delete: count((step) => step.kind === 'delete list') + put.flatMap(({ removes }) => removes).length,
    manual: count((step) => step.kind === 'manual'),
    commits: plan.phases.filter(({ kind }) => kind !== 'manual').length,
  }
}

/** A plan in one line: `3 changes in 2 commits, 1 step by hand`, or `nothing to change`. */
export function summaryOf(plan: Plan): string {
  const counts = countsOf(plan)
  const changes = counts.create + counts.update + counts.delete
  const parts = [
    changes === 0 ? '' : `${plural(changes, 'change')} in ${plural(counts.commits, 'commit')}`,
    counts.manual === 0 ? '' : `${plural(counts.manual, 'step')} by hand`,
    plan.blocked.length === 0 ? '' : `${plural(plan.blocked.length, 'difference')} left as found`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'nothing to change' : parts.join(', ')
}
