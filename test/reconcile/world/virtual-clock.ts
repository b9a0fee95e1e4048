import type { Clock } from '../../../src/reconcile/ports.ts'

/** A clock that jumps instead of waiting. */
export function virtualClock(
  start = Date.parse('2026-01-01T00:00:00Z'),
): Clock & { advance(milliseconds: number): void } {
  let now = start
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds
    },
    advance: (milliseconds) => void (now += milliseconds),
  }
}
