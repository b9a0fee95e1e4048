import { unreachable } from '../../source/unreachable.ts'
import type { Random } from '../ports.ts'
import { delayAfter, jittered } from './backoff.ts'
import type { PassReason, PassResult, Source } from './pass.ts'
import type { Act, WatchSettings, WatchState } from './state.ts'
import type { Wake } from './wake.ts'

/** A new state, and what is to be done because of it. */
export interface Decision {
  readonly state: WatchState
  readonly acts: readonly Act[]
}

/** What a decision knows besides state and wake-up. */
export interface DecisionContext {
  readonly settings: WatchSettings
  /** Milliseconds since 1970. */
  readonly now: number
  readonly random: Random
}

/** What a wake-up means for the watch of one cluster. Pure: the loop only carries out what this says. */
export function decide(state: WatchState, wake: Wake, context: DecisionContext): Decision {
  if (state.ending) return whileEnding(state, wake)
  switch (wake.kind) {
    case 'started':
      return both(fetchNow(state, context), (next) => passNow(next, 'started'))
    case 'file changed':
      return arrive(state, nextEdition(state.wanted), 'file changed')
    case 'commit arrived':
      return commitArrived(fetched(state, context), wake.commit)
    case 'nothing new':
      return fetched(state, context)
    case 'fetch failed':
      return fetchFailed(state, context)
    case 'timer':
      return due(state, context)
    case 'webhook':
      return fetchNow(state, context)
    case 'signal':
      if (wake.signal === 'stop') return end(state)
      return both(fetchNow(state, context), (next) => passNow(next, 'asked'))
    case 'pass ended':
      return passEnded({ ...state, running: undefined, lastResult: wake.result }, wake.result, context)
    default:
      return unreachable(wake)
  }
}

function both({ state, acts }: Decision, then: (state: WatchState) => Decision): Decision {
  const second = then(state)
  return { state: second.state, acts: [...acts, ...second.acts] }
}

/** The end waits for the running pass and for nothing else. */
function whileEnding(state: WatchState, wake: Wake): Decision {
  return { state: wake.kind === 'pass ended' ? { ...state, running: undefined } : state, acts: [] }
}

function end(state: WatchState): Decision {
  const ending = { ...state, ending: true, next: undefined, passAt: undefined, fetchAt: undefined }
  return { state: ending, acts: state.running === undefined ? [] : [{ kind: 'pre-empt' }] }
}

function nextEdition(wanted: Source | undefined): Source {
  return { kind: 'files', edition: (wanted?.kind === 'files' ? wanted.edition : 0) + 1 }
}

function commitArrived({ state, acts }: Decision, commit: string): Decision {
  if (state.wanted?.kind === 'commit' && state.wanted.commit === commit) return { state, acts }
  return both({ state, acts }, (next) => arrive(next, { kind: 'commit', commit }, 'commit arrived'))
}

/** Something newer is wanted: what failed about the older does not count any more, and a running pass makes room. */
function arrive(state: WatchState, source: Source, reason: PassReason): Decision {
  const fresh = { ...state, wanted: source, failures: 0 }
  if (state.running === undefined) return passNow(fresh, reason)
  return { state: { ...fresh, next: reason }, acts: [{ kind: 'pre-empt' }] }
}

/** Starts a pass, or lets one follow the one that is running: there is never more than one for a cluster. */
function passNow(state: WatchState, reason: PassReason): Decision {
  const { wanted, running } = state
  if (wanted === undefined) return { state, acts: [] }
  if (running !== undefined) return { state: { ...state, next: state.next ?? reason }, acts: [] }
  return {
    state: { ...state, running: wanted, next: undefined, passAt: undefined },
    acts: [{ kind: 'pass', source: wanted, reason }],
  }
}

function fetchNow(state: WatchState, { settings }: DecisionContext): Decision {
  if (settings.follows === 'files') return { state, acts: [] }
  if (state.fetching) return { state: { ...state, fetchAgain: true }, acts: [] }
  return { state: { ...state, fetching: true, fetchAgain: false, fetchAt: undefined }, acts: [{ kind: 'fetch' }] }
}

function fetched(state: WatchState, context: DecisionContext): Decision {
  return afterFetch({ ...state, fetchFailures: 0 }, jittered(context.settings.poll, context.random), context)
}

/** A branch that cannot be read changes nothing about the cluster: the last accepted commit goes on to hold. */
function fetchFailed(state: WatchState, context: DecisionContext): Decision {
  const fetchFailures = state.fetchFailures + 1
  const delay = delayAfter(fetchFailures, context.settings.backoff, context.random)
  return afterFetch({ ...state, fetchFailures }, delay, context)
}

function afterFetch(state: WatchState, delay: number, context: DecisionContext): Decision {
  const idle = { ...state, fetching: false, fetchAt: context.now + delay }
  return state.fetchAgain ? fetchNow(idle, context) : { state: idle, acts: [] }
}

function due(state: WatchState, context: DecisionContext): Decision {
  const isDue = (instant: number | undefined): boolean => instant !== undefined && instant <= context.now
  const first = isDue(state.fetchAt) ? fetchNow(state, context) : { state, acts: [] }
  if (!isDue(state.passAt)) return first
  return both(first, (next) => passNow(next, state.failures > 0 ? 'another try' : 'drift probe'))
}

function passEnded(state: WatchState, result: PassResult, context: DecisionContext): Decision {
  const failures = result.kind === 'failed' ? state.failures + 1 : 0
  if (state.next !== undefined) return passNow({ ...state, failures: 0 }, state.next)
  const { settings, random, now } = context
  const delay = result.kind === 'failed' ? delayOf(result, failures, context) : jittered(settings.probe, random)
  return { state: { ...state, failures, passAt: now + delay }, acts: [] }
}

/** Several tries in a row with a password that is not believed lock the account, for people as well. */
function delayOf(
  { isLoginRefused }: Extract<PassResult, { kind: 'failed' }>,
  failures: number,
  { settings: { backoff }, random }: DecisionContext,
): number {
  return isLoginRefused === true ? backoff.longest : delayAfter(failures, backoff, random)
}
