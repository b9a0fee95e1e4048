import type { Step } from '../plan.ts'
import type { Guard } from './guard.ts'

/** Objects when the repository wants nothing where there is something. */
export const guardEmpty: Guard = {
  code: 'GUARD-EMPTY',
  title: 'The repository describes something',
  why: 'An empty description is more often a file that was not found than a cluster that is no longer wanted.',
  help: 'see why the repository has no nodes or no entries here, then override if that is right',
  override: '--allow-empty',
  *objections(plan, { cluster, observed }) {
    if (cluster.nodes.length === 0 && observed.nodes.size > 0)
      yield `the repository has no node for a cluster of ${observed.nodes.size}`
    yield* plan.phases.flatMap(({ steps }) => steps).flatMap(withoutRuleSets)
    if (observed.lists.kind !== 'known') return
    const sizes = new Map(
      [...observed.lists.value.values()].map(({ name, type, entries }) => [`${type} ${name}`, entries.length]),
    )
    for (const step of plan.phases.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'edit list') continue
      const size = sizes.get(`${step.type} ${step.list}`) ?? 0
      const change = (kind: string): number => step.edits.filter((edit) => edit.kind === kind).length
      if (size > 0 && size + change('insert') - change('remove') <= 0) yield `the list "${step.list}" would be empty`
    }
  },
}

function withoutRuleSets(step: Step): readonly string[] {
  if (step.kind !== 'put rule sets' || step.order.length > 0 || step.removes.length === 0) return []
  return [`no rule set of Pader would be left: ${step.removes.map((name) => `"${name}"`).join(', ')}`]
}
