import { usualLimits, type GuardGround } from '../../src/plan/guards/guard.ts'

/** What a planning of a test has in common with the ground on which guards are heard. */
export type Planned = Pick<GuardGround, 'cluster' | 'observed' | 'dialect' | 'target'>

/** A quiet ground for guards and checks: usual limits, no window, nobody behind, nothing that others did. */
export function aGround(planned: Planned, more: Partial<GuardGround> = {}): GuardGround {
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
