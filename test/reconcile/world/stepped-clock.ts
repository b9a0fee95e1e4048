import type { Clock } from '../../../src/reconcile/ports.ts'

/** A clock on which several sleep at once, and which moves only when the test says so. */
export interface SteppedClock extends Clock {
  /** Lets that much time pass, waking each sleeper at its instant and letting it act. */
  pass(milliseconds: number): Promise<void>
  /** Somebody sets the clock; whoever sleeps sleeps as long as before. */
  set(ahead: number): void
}

export function steppedClock(start = Date.parse('2026-01-05T08:00:00Z')): SteppedClock {
  let now = start
  let ahead = 0
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>()
  return {
    now: () => now + ahead,
    elapsed: () => now,
    set: (by) => void (ahead += by),
    sleep: async (milliseconds, stop) => {
      if (stop?.aborted === true) return
      await new Promise<void>((resolve) => {
        const roused = (): void => {
          sleepers.delete(sleeper)
          stop?.removeEventListener('abort', roused)
          resolve()
        }
        const sleeper = { until: now + milliseconds, wake: roused }
        sleepers.add(sleeper)
        stop?.addEventListener('abort', roused)
      })
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds
      await settle()
      for (;;) {
        const [next] = [...sleepers].toSorted((left, right) => left.until - right.until)
        if (next === undefined || next.until > end) break
        now = Math.max(now, next.until)
        sleepers.delete(next)
        next.wake()
        await settle()
      }
      now = end
    },
  }
}

/** Lets everything run that can run without time passing. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve))
}
