import { touchedRuleSets, type TouchedRuleSets } from '../rule-sets/touched.ts'
import type { Guard } from './guard.ts'

/** Objects when a plan touches a large part of the cluster's lists or rule sets; what is new takes nothing away. */
export const guardMassPolicy: Guard = {
  code: 'GUARD-MASS-POLICY',
  title: 'A plan touches few of the lists and rule sets that are there',
  why: 'Policy goes to every node of the cluster at once; there is no part of it to try a change on.',
  help: 'split the change, or see that all of these were meant',
  override: '--allow-mass-policy',
  *objections(plan, { observed, limits }) {
    const steps = plan.phases.flatMap((phase) => phase.steps)
    const lists = new Set(
      steps.flatMap((step) =>
        step.kind === 'edit list' || step.kind === 'delete list' ? [`${step.type} ${step.list}`] : [],
      ),
    )
    const all = observed.lists.kind === 'known' ? observed.lists.value.size : 0
    if (lists.size >= limits.fewLists && lists.size > limits.changedLists * all)
      yield `${lists.size} lists would be changed or deleted; the cluster has ${all}`
    const ruleSets = steps.map(touchedRuleSets).flatMap(replacedOrRemoved).length
    const there = observed.ruleSets.kind === 'known' ? observed.ruleSets.value.length : 0
    if (ruleSets >= limits.fewLists && ruleSets > limits.changedLists * there)
      yield `${ruleSets} rule sets would be replaced or removed; the cluster has ${there}`
  },
}

function replacedOrRemoved({ imports, removes }: TouchedRuleSets): readonly string[] {
  return [...imports.flatMap(({ name, replaces }) => (replaces ? [name] : [])), ...removes]
}
