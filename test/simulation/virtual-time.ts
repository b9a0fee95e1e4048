import { setImmediate as whenIdle } from 'node:timers/promises'

/** Time that stands still while anybody can act, and then jumps to the next moment that somebody waits for. */
export interface VirtualTime {
  readonly now: () => number
  /** Ends early when `stop` fires. */
  readonly sleep: (milliseconds: number, stop?: AbortSignal) => Promise<void>
  /** Does something after a while, in nobody's name. */
  readonly later: (milliseconds: number, act: () => void) => void
  /** Lets time pass until the work is done. */
  readonly until: <Result>(work: Promise<Result>) => Promise<Result>
}

interface Alarm {
  readonly at: number
  readonly ring: () => void
}

/** Jumps after which the event loop turns once, so that a limit of time still ends a life without end. */
const JUMPS_PER_TURN = 256

/** Ends once every promise that could be carried on has been, much sooner than a turn of the event loop: nobody here waits for the machine. */
const whenAllHaveActed = async (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))

/** Starts time; `passed` hears of every moment that it jumps to, before anybody is woken. */
export function virtualTime(start: number, passed: (now: number) => void): VirtualTime {
  let now = start
  const alarms: Alarm[] = []
  const later = (milliseconds: number, ring: () => void): void => {
    const at = now + Math.max(0, Math.ceil(milliseconds))
    const place = alarms.findIndex((alarm) => alarm.at > at)
    alarms.splice(place === -1 ? alarms.length : place, 0, { at, ring })
  }
  return {
    now: () => now,
    later,
    sleep: (milliseconds, stop) =>
      new Promise((resolve) => {
        if (stop?.aborted === true) return resolve()
        const end = (): void => {
          stop?.removeEventListener('abort', end)
          resolve()
        }
        stop?.addEventListener('abort', end)
        later(milliseconds, end)
      }),
    until: async (work) => {
      let done = false
      const note = (): void => void (done = true)
      work.then(note, note)
      for (let jumps = 0; ; jumps += 1) {
        await (jumps % JUMPS_PER_TURN === 0 ? whenIdle() : whenAllHaveActed())
        if (done) return work
        const next = alarms.shift()
        if (next === undefined) throw new Error('everybody waits and nothing will ever happen')
        now = next.at
        passed(now)
        next.ring()
      }
    },
  }
}
