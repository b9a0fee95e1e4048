import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../reconcile/ports.ts'

/** The clock of the machine; its sleep ends early when `stop` fires. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, stop) => {
    try {
      await setTimeout(milliseconds, undefined, stop === undefined ? {} : { signal: stop })
    } catch (error) {
      if (stop?.aborted !== true) throw error
    }
  },
}
