import type { Guard } from './guard.ts'

/** Objects when somebody else changed what Pader is about to change around. */
export const guardForeignChange: Guard = {
  code: 'GUARD-FOREIGN-CHANGE',
  title: 'Nobody else changed the cluster since Pader last did',
  why: 'A colleague who works in the UI has not finished perhaps, and one storage replaces another as a whole.',
  help: 'see "pader diff" and ask who it was, or take the change over with "pader adopt"',
  override: '--allow-foreign-change',
  *objections(plan, { foreignChanges }) {
    if (foreignChanges.length > 0 && plan.phases.length > 0)
      yield `changed by somebody else since the last apply: ${foreignChanges.join(', ')}`
  },
}
