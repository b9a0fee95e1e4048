import type { Guard } from './guard.ts'

/** Objects when a plan touches a large part of the cluster's lists. */
export const guardMassPolicy: Guard = {
  code: 'GUARD-MASS-POLICY',
  title: 'A plan touches few of the lists of the policy',
  why: 'Policy goes to every node of the cluster at once; there is no part of it to try a change on.',
  help: 'split the change, or see that all of these lists were meant, then override',
  override: '--allow-mass-policy',
  *objections(plan, { observed, limits }) {
    const steps = plan.phases.flatMap((phase) => phase.steps)
    const lists = new Set(
      steps.flatMap((step) =>
        step.kind === 'create list' || step.kind === 'edit list' || step.kind === 'delete list' ? [step.list] : [],
      ),
    )
    const all = observed.lists.kind === 'known' ? observed.lists.value.size : 0
    if (lists.size >= limits.fewLists && lists.size > limits.changedLists * all)
      yield `${lists.size} lists would be changed; the cluster has ${all}`
  },
}
