import { unreachable } from '../source/unreachable.ts'
import type { Estimate, Step } from './plan.ts'
import type { Draft } from './draft.ts'

/** Requests of a phase whatever it writes: two sessions (log on, discard, log off), heartbeat, backup, commit, the feed. */
const perPhase = 12

/** What carrying out these phases costs at least, checks on each node not counted. */
export function estimateOf(phases: readonly Draft[]): Estimate {
  const commits = phases.filter(({ kind }) => kind !== 'manual')
  const steps = phases.flatMap((phase) => phase.steps)
  return {
    commits: commits.length,
    requests: commits.length * perPhase + steps.reduce((sum, step) => sum + requestsOf(step), 0),
    manualSteps: steps.filter(({ kind }) => kind === 'manual').length,
  }
}

/** Reading what is there, writing, reading back, and reading once more in a fresh session before the commit. */
function requestsOf(step: Step): number {
  switch (step.kind) {
    case 'set property':
    case 'set policy setting':
    case 'write system file':
      return 4
    case 'create list':
      return 3 + step.entries.length
    case 'edit list':
      return 3 + step.edits.length
    case 'delete list':
      return 3
    case 'put rule sets':
      return 4 + step.imports.length * 6 + step.removes.length * 2
    case 'manual':
      return 0
    default:
      return unreachable(step)
  }
}
