import type { Guard } from './guard.ts'

/** Objects when somebody else changed what Pader is about to change around. */
export const guardForeignChange: Guard = {
  code: 'GUARD-FOREIGN-CHANGE',
  title: 'Nobody else changed the cluster since Pader last did',
  why: 'A colleague working in the UI may not have finished, and one storage replaces another as a whole.',
  help: 'run "pader diff" and ask whoever made the change, or take it over with "pader adopt"',
  override: '--allow-foreign-change',
  *objections(plan, { foreignChanges }) {
    if (foreignChanges.length > 0 && plan.phases.length > 0)
      yield `changed by somebody else since the last apply: ${foreignChanges.join(', ')}`
  },
}
