import type { ObservedCluster } from '../../model/observed.ts'
import type { Blocked, Step } from '../plan.ts'

type Deletion = Extract<Step, { kind: 'delete list' }>

/**
 * Why a list cannot be deleted: a rule set of the cluster uses it that no step of the plan replaces or takes away.
 * Undefined where it can, as far as rule sets were read.
 */
export function stillUsed(
  { list, type }: Deletion,
  { ruleSets }: ObservedCluster,
  steps: readonly Step[],
): Blocked | undefined {
  if (ruleSets.kind !== 'known') return undefined
  const leaving = new Set(steps.flatMap(replacedOrRemoved))
  const user = ruleSets.value.find(({ name, holds }) => {
    if (holds.kind !== 'known' || leaving.has(name)) return false
    const { lists, tables } = holds.value
    return [...lists, ...tables].some((one) => one.name === list && one.type === type)
  })
  return (
    user && {
      object: `list "${list}" (${type})`,
      reason: `the YAML has it no more, and the rule set "${user.name}" uses it, which stays as it is`,
      remedy: 'remove it from that rule set in the UI, or keep the list in the YAML',
    }
  )
}

function replacedOrRemoved(step: Step): readonly string[] {
  if (step.kind === 'put rule sets') return [...step.imports.map(({ name }) => name), ...step.removes]
  return step.kind === 'manual' && step.check.kind === 'rule set' ? [step.check.name] : []
}
