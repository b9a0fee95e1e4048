import type { Clock, Random } from '../ports.ts'
import { unreachable } from '../../source/unreachable.ts'
import { decide } from './decide.ts'
import type { PassReason, PassResult, Source } from './pass.ts'
import { dueAt, dueAtOnce, isOver, stateAtStart, type Act, type WatchSettings, type WatchState } from './state.ts'
import type { Wake } from './wake.ts'

/** What the watch of one cluster needs of the world. */
export interface WatchPorts {
  readonly clock: Clock
  readonly random: Random
  /** Looks, and in a mode that enforces acts; ends between two phases when `stop` fires. */
  pass(source: Source, reason: PassReason, stop: AbortSignal): Promise<PassResult>
  /** Reads the branch, and says what came of it as a wake-up; never called while the last call is under way. */
  fetch(): Promise<Wake>
  /** Hears every wake-up and the state that followed, after it was decided. */
  tell(wake: Wake, state: WatchState): void
}

/** The watch of one cluster, running. */
export interface Watch {
  wake(wake: Wake): void
  /** Resolves when the watch was asked to stop and nothing of it is under way any more. */
  readonly over: Promise<void>
}

/**
 * Watches one cluster until it is told to stop. Every cluster has a watch of its own, so that one that fails, waits or
 * hangs delays no other.
 */
export function startWatch(settings: WatchSettings, accepted: string | undefined, ports: WatchPorts): Watch {
  const inbox: Wake[] = [{ kind: 'started' }]
  let ring = new AbortController()
  const wake = (one: Wake): void => {
    inbox.push(one)
    ring.abort()
  }
  const perform = performer(ports, wake)

  const nextWake = async (state: WatchState): Promise<Wake> => {
    for (;;) {
      const waiting = inbox.shift()
      if (waiting !== undefined) return waiting
      ring = new AbortController()
      const due = dueAt(state)
      const longest = settings.heartbeat ?? LONGEST_SLEEP
      const left = due === undefined ? longest : due - ports.clock.now()
      if (left <= 0) return { kind: 'timer' }
      const before = ports.clock.now()
      await ports.clock.sleep(Math.min(left, longest), ring.signal)
      if (inbox.length > 0) continue
      // A turn without anything to do still shows that the loop lives, and finds out that the clock was set back.
      if (settings.heartbeat !== undefined || ports.clock.now() < before) return { kind: 'timer' }
    }
  }

  const run = async (): Promise<void> => {
    let state = stateAtStart(settings.follows, accepted)
    let last = ports.clock.now()
    while (!isOver(state)) {
      const one = await nextWake(state)
      const now = ports.clock.now()
      if (now < last) state = dueAtOnce(state, now)
      last = now
      const decision = decide(state, one, { settings, now, random: ports.random })
      state = decision.state
      ports.tell(one, state)
      decision.acts.forEach(perform.act)
    }
    await perform.settled()
  }
  return { wake, over: run() }
}

/** Timers of the platform take at most 2^31 milliseconds; a day is plenty. */
const LONGEST_SLEEP = 86_400_000

function performer(ports: WatchPorts, wake: (wake: Wake) => void) {
  let room = new AbortController()
  const underWay = new Set<Promise<void>>()
  const start = (work: Promise<Wake>): void => {
    const done = work.then(wake).finally(() => underWay.delete(done))
    underWay.add(done)
  }
  const act = (one: Act): void => {
    switch (one.kind) {
      case 'pass':
        room = new AbortController()
        start(passWake(ports, one, room.signal))
        return
      case 'pre-empt':
        room.abort()
        return
      case 'fetch':
        start(fetchWake(ports))
        return
      default:
        unreachable(one)
    }
  }
  return { act, settled: async () => Promise.all(underWay) }
}

/** A defect in a pass must not end the watch: it is a failure like another, tried again with growing patience. */
async function passWake(
  ports: WatchPorts,
  { source, reason }: Act & { readonly kind: 'pass' },
  stop: AbortSignal,
): Promise<Wake> {
  try {
    return { kind: 'pass ended', result: await ports.pass(source, reason, stop) }
  } catch (error) {
    return { kind: 'pass ended', result: { kind: 'failed', why: messageOf(error) } }
  }
}

async function fetchWake(ports: WatchPorts): Promise<Wake> {
  try {
    return await ports.fetch()
  } catch (error) {
    return { kind: 'fetch failed', why: messageOf(error), refused: false }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
