import type { Clock, Random } from '../../reconcile/ports.ts'
import { delayAfter, jittered } from '../../reconcile/watch/backoff.ts'
import { ForgeTrouble } from './port.ts'
import { errorText } from '../../source/error-text.ts'

/** Keeps one thing at a forge as it was wanted last. */
export interface LatestSender<Wish> {
  /** Never waits and never fails: what cannot be done now is done later, and what is newer takes the place of what is not done yet. */
  want(desired: Wish): void
  /** Ends trying; what is under way has a moment to end. */
  close(): Promise<void>
}

/** What sending works with. */
export interface LatestSenderPorts {
  readonly clock: Clock
  readonly random: Random
  /** Is told when trouble begins, when it becomes another, and when it is over. */
  readonly told: (why: string, isOver: boolean) => void
}

/** First and longest wait (milliseconds) after a forge did not answer; after a refusal it is the longest. */
const BACKOFF = { first: 5_000, longest: 600_000 }

/** How long (milliseconds) the end of a watch waits for what is under way. */
const LAST_WORDS = 3_000

/** Brings what is wanted to a forge by `put`, one at a time; only the latest counts. */
export function sendLatest<Wish>(
  put: (desired: Wish) => Promise<void>,
  { clock, random, told }: LatestSenderPorts,
): LatestSender<Wish> {
  const ending = new AbortController()
  let wanted: { readonly desired: Wish } | undefined
  let running: Promise<void> | undefined
  let trouble: string | undefined
  let newer: AbortController | undefined

  const failed = async (error: unknown, failures: number): Promise<void> => {
    const { kind, status, wait, message } = troubleIn(error)
    // One that is away can be so in many ways, and is still away.
    const now = kind === 'refused' ? `refused ${status ?? ''}` : 'away'
    if (now !== trouble && !ending.signal.aborted) told(message, false)
    trouble = now
    const delay = kind === 'refused' ? jittered(BACKOFF.longest, random) : delayAfter(failures, BACKOFF, random)
    // Something else may not be refused; it changes nothing about a forge that is away or wants to be left alone.
    newer = kind === 'refused' ? new AbortController() : undefined
    const { signal } = ending
    await clock.sleep(Math.max(wait, delay), newer === undefined ? signal : AbortSignal.any([signal, newer.signal]))
    newer = undefined
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; wanted !== undefined && !ending.signal.aborted;) {
      const now = wanted
      try {
        await put(now.desired)
        failures = 0
        if (trouble !== undefined) told('', true)
        trouble = undefined
        if (wanted === now) wanted = undefined
      } catch (error) {
        failures += 1
        await failed(error, failures)
      }
    }
    running = undefined
  }

  return {
    want: (desired) => {
      if (ending.signal.aborted) return
      const isNew = JSON.stringify(desired) !== JSON.stringify(wanted?.desired)
      if (isNew) {
        wanted = { desired }
        newer?.abort()
      }
      running ??= run()
    },
    close: async () => {
      ending.abort()
      const over = new AbortController()
      await Promise.race([running, clock.sleep(LAST_WORDS, over.signal)])
      over.abort()
    },
  }
}

/** A state directory that is full or a mistake of Pader's must not end a watch either. */
function troubleIn(error: unknown): Pick<ForgeTrouble, 'kind' | 'status' | 'wait' | 'message'> {
  if (error instanceof ForgeTrouble) return error
  return { kind: 'away', status: undefined, wait: 0, message: errorText(error) }
}
