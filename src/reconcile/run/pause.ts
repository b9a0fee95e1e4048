import type { RunContext } from './run-context.ts'

/** Longest that a run sleeps without asking whether it still may go on, in milliseconds. */
const SLICE = 15_000

/** Waits until an instant (milliseconds since 1970) and tells why; false where it has come already. */
export async function waitUntil(until: number, reason: string, context: RunContext): Promise<boolean> {
  const rest = until - context.setup.clock.now()
  if (rest <= 0) return false
  await context.tell({ kind: 'waiting', reason, seconds: rest / 1_000, until: new Date(until).toISOString() })
  await pause(rest, context)
  return true
}

/**
 * Sleeps for a while, however the clock is set meanwhile, or until the run is asked to stop. Whether it still may go on is
 * asked again and again: a pause can be longer than a lease lives.
 */
export async function pause(milliseconds: number, { setup, permit, tell }: RunContext): Promise<void> {
  const { clock, stop } = setup
  for (let left = milliseconds; left > 0 && !stop.aborted; left -= SLICE) {
    await permit()
    await tell({ kind: 'still waiting', seconds: Math.ceil(left / 1_000) })
    await clock.sleep(Math.min(SLICE, left), stop)
  }
}
