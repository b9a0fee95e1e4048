import { usualLimits, type GuardContext } from '../../src/plan/guards/guard.ts'

/** What a planning of a test has in common with what guards are asked with. */
export type Planned = Pick<GuardContext, 'cluster' | 'observed' | 'dialect' | 'target'>

/** A quiet context for guards and checks: usual limits, no window, nobody behind, nothing that others did. */
export function aGuardContext(planned: Planned, more: Partial<GuardContext> = {}): GuardContext {
  return {
    ...planned,
    now: planned.observed.observedAt,
    windows: [],
    freezes: [],
    limits: usualLimits,
    behind: [],
    confirmed: new Set(),
    foreignChanges: [],
    ...more,
  }
}
