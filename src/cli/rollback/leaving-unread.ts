import type { Plan } from '../../plan/plan.ts'

/**
 * A way back with what it leaves because nobody here knows what it was: steps and records of these kinds, which a newer Pader
 * wrote into the journal.
 */
export function leavingUnread(plan: Plan, kinds: readonly string[]): Plan {
  if (kinds.length === 0) return plan
  const unread = kinds.map((kind) => ({
    object: `what the journal calls "${kind}"`,
    reason: 'a newer Pader did it, and this one does not know what it changed',
    remedy: 'roll back with the newest Pader that has worked here, then see what is left with "pader plan"',
  }))
  return { ...plan, blocked: [...plan.blocked, ...unread] }
}
