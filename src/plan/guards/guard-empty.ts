import { valueOf, type ObservedCluster } from '../../model/observed.ts'
import type { Step } from '../plan.ts'
import { isOurs } from '../rule-sets/compare-rule-set.ts'
import { touchedRuleSets } from '../rule-sets/touched.ts'
import type { Guard } from './guard.ts'

/** Objects when the repository wants nothing where there is something. */
export const guardEmpty: Guard = {
  code: 'GUARD-EMPTY',
  title: 'The repository does not describe an empty cluster, list or policy',
  why: 'An empty description more often means that a file was not found than that a cluster is no longer wanted.',
  help: 'find out why the repository has no nodes or no entries here',
  override: '--allow-empty',
  *objections(plan, { cluster, observed }) {
    // Members are there even where nothing could be read of them.
    const members = valueOf(observed.membership)?.length ?? observed.nodes.size
    if (cluster.nodes.length === 0 && members > 0) yield `the repository has no nodes for a cluster of ${members}`
    const steps = plan.phases.flatMap((phase) => phase.steps)
    yield* withoutRuleSets(steps, observed)
    if (observed.lists.kind !== 'known') return
    const sizes = new Map(
      [...observed.lists.value.values()].map(({ name, type, entries }) => [`${type} ${name}`, entries.length]),
    )
    for (const step of steps) {
      if (step.kind !== 'edit list') continue
      const size = sizes.get(`${step.type} ${step.list}`) ?? 0
      const change = (kind: string): number => step.edits.filter((edit) => edit.kind === kind).length
      if (size > 0 && size + change('insert') - change('remove') <= 0) yield `the list "${step.list}" would be empty`
    }
  },
}

/** Whether everything of Pader goes and nothing comes, in one request or by several steps of a person. */
function withoutRuleSets(steps: readonly Step[], { ruleSets }: ObservedCluster): readonly string[] {
  const touched = steps.map(touchedRuleSets)
  const removes = new Set(touched.flatMap((one) => one.removes))
  const stays = ruleSets.kind === 'known' ? ruleSets.value.filter((one) => isOurs(one) && !removes.has(one.name)) : []
  const orders = steps.flatMap((step) => (step.kind === 'put rule sets' ? step.order : []))
  const comes = touched.flatMap(({ imports }) => imports)
  if (removes.size === 0 || stays.length + orders.length + comes.length > 0) return []
  const names = [...removes].map((name) => `"${name}"`).join(', ')
  return ruleSets.kind === 'unknown'
    ? [`whether a rule set of Pader would be left is not known: ${names} would go`]
    : [`no rule set of Pader would be left: ${names}`]
}
