import { valueOf } from '../../model/observed.ts'
import { touchedRuleSets, type TouchedRuleSets } from '../rule-sets/touched.ts'
import type { Guard, Limits } from './guard.ts'

/** Objects when a plan touches a large part of the cluster's lists or rule sets; what is new takes nothing away. */
export const guardMassPolicy: Guard = {
  code: 'GUARD-MASS-POLICY',
  title: 'A plan touches only a few of the existing lists and rule sets',
  why: 'Policy goes to every node of the cluster at once; a change cannot be tried on a part of it.',
  help: 'split the change, or make sure that all of these are meant',
  override: '--allow-mass-policy',
  *objections(plan, { observed, limits }) {
    const steps = plan.phases.flatMap((phase) => phase.steps)
    const lists = new Set(
      steps.flatMap((step) =>
        step.kind === 'edit list' || step.kind === 'delete list' ? [`${step.type} ${step.list}`] : [],
      ),
    )
    const held = valueOf(observed.lists)?.size
    if (isMany(lists.size, held, limits)) yield `${lists.size} lists would be changed or deleted; ${said(held)}`
    const ruleSets = steps.map(touchedRuleSets).flatMap(replacedOrRemoved).length
    const there = valueOf(observed.ruleSets)?.length
    if (isMany(ruleSets, there, limits)) yield `${ruleSets} rule sets would be replaced or removed; ${said(there)}`
  },
}

/** Whether many of those that are there are touched; of an unknown number any are many that are not few. */
function isMany(count: number, there: number | undefined, { fewLists, changedLists }: Limits): boolean {
  return count >= fewLists && count > changedLists * (there ?? 0)
}

function said(there: number | undefined): string {
  return there === undefined ? 'how many the cluster has is not known' : `the cluster has ${there}`
}

function replacedOrRemoved({ imports, removes }: TouchedRuleSets): readonly string[] {
  return [...imports.flatMap(({ name, replaces }) => (replaces ? [name] : [])), ...removes]
}
