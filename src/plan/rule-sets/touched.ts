import type { Step } from '../plan.ts'

/** What a step does to top-level rule sets, whoever carries it out. */
export interface TouchedRuleSets {
  readonly imports: readonly { readonly name: string; readonly replaces: boolean }[]
  readonly removes: readonly string[]
}

/** Rule sets that a step puts in or takes away: what a person imports reaches every node as much as what is sent. */
export function touchedRuleSets(step: Step): TouchedRuleSets {
  if (step.kind === 'put rule sets') return step
  if (step.kind !== 'manual' || step.action.kind !== 'take over policy') return { imports: [], removes: [] }
  const { imports, removes } = step.action
  return { imports: imports === undefined ? [] : [imports], removes: removes === undefined ? [] : [removes] }
}
