import type { Backoff } from './backoff.ts'
import type { PassReason, PassResult, Source } from './pass.ts'

/** How a cluster is watched; times in milliseconds. */
export interface WatchSettings {
  /** Whether a branch is followed; otherwise the files of a folder. */
  readonly follows: 'branch' | 'files'
  /** Between two looks at the branch. */
  readonly poll: number
  /** Between two looks at the cluster while nothing is new. */
  readonly probe: number
  readonly backoff: Backoff
  /** The loop turns at least this often, so that it can be seen to live. */
  readonly heartbeat?: number
}

/**
 * What the watch of one cluster knows. It is not kept over a restart, and need not be: the accepted commit is in the
 * clone, what was done is in the journal, and everything else is found by looking.
 */
export interface WatchState {
  /** What the cluster is to be like; undefined until a branch was read for the first time. */
  readonly wanted: Source | undefined
  /** What a pass is working towards at the moment. */
  readonly running: Source | undefined
  readonly fetching: boolean
  /** Why another pass follows the one that is running. */
  readonly next: PassReason | undefined
  /** Whether another fetch follows the one that is running. */
  readonly fetchAgain: boolean
  readonly failures: number
  readonly fetchFailures: number
  /** Instants (milliseconds since 1970) at which to act; undefined while that is under way or pointless. */
  readonly passAt: number | undefined
  readonly fetchAt: number | undefined
  readonly lastResult: PassResult | undefined
  readonly ending: boolean
}

/** What the loop is to do after a wake-up. */
export type Act =
  | { readonly kind: 'pass'; readonly source: Source; readonly reason: PassReason }
  /** The running pass ends at the next boundary of phases: there, what it did is whole. */
  | { readonly kind: 'pre-empt' }
  | { readonly kind: 'fetch' }

/** The state of a watch that has not begun; `accepted` is the commit that it believed before, if any. */
export function stateAtStart(follows: WatchSettings['follows'], accepted: string | undefined): WatchState {
  return {
    wanted: wantedAtStart(follows, accepted),
    running: undefined,
    fetching: false,
    next: undefined,
    fetchAgain: false,
    failures: 0,
    fetchFailures: 0,
    passAt: undefined,
    fetchAt: undefined,
    lastResult: undefined,
    ending: false,
  }
}

function wantedAtStart(follows: WatchSettings['follows'], accepted: string | undefined): Source | undefined {
  if (follows === 'files') return { kind: 'files', edition: 1 }
  return accepted === undefined ? undefined : { kind: 'commit', commit: accepted }
}

/** Whether the watch is over: asked to end, and nothing is under way. */
export function isOver({ ending, running }: WatchState): boolean {
  return ending && running === undefined
}

/** The same where what waits for its time waits no longer: nobody knows how much of it has passed once the clock was set back. */
export function dueAtOnce(state: WatchState, now: number): WatchState {
  const { passAt, fetchAt } = state
  return { ...state, passAt: passAt && Math.min(passAt, now), fetchAt: fetchAt && Math.min(fetchAt, now) }
}

/** The next instant at which something is due. */
export function dueAt({ passAt, fetchAt }: WatchState): number | undefined {
  if (passAt === undefined) return fetchAt
  return fetchAt === undefined ? passAt : Math.min(passAt, fetchAt)
}
