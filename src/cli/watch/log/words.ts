import type { PassResult } from '../../../reconcile/watch/pass.ts'
import type { WatchState } from '../../../reconcile/watch/state.ts'
import type { Wake } from '../../../reconcile/watch/wake.ts'
import { plural } from '../../../report/plural.ts'
import { unreachable } from '../../../source/unreachable.ts'

/** What a wake-up and the state after it are worth saying to somebody who reads the log; undefined where nothing is. */
export function wordsFor(wake: Wake, state: WatchState): string | undefined {
  switch (wake.kind) {
    case 'started':
      return startWords(state)
    case 'file changed':
      return 'a file changed'
    case 'commit arrived':
      return `commit ${shortened(wake.commit)} arrived`
    case 'fetch failed':
      return `${wake.refused ? 'refused' : 'cannot fetch'}: ${wake.why}`
    case 'webhook':
      return 'a webhook came in'
    case 'signal':
      return signalWords(wake.signal, state)
    case 'pass ended':
      return `${resultWords(wake.result)}${nextWords(state)}`
    case 'nothing new':
    case 'timer':
      return undefined
    default:
      return unreachable(wake)
  }
}

function startWords({ wanted }: WatchState): string {
  return wanted?.kind === 'commit' ? `started at commit ${shortened(wanted.commit)}` : 'started'
}

function signalWords(signal: 'stop' | 'look now', { running }: WatchState): string {
  if (signal === 'look now') return 'asked to look now'
  return running === undefined ? 'stopping' : 'stopping at the end of the running phase'
}

/** How a pass ended, in words that stay the same while nothing changes. */
export function resultWords(result: PassResult): string {
  switch (result.kind) {
    case 'in sync':
      return result.unshown === undefined ? 'as it should be' : `as it should be at the entry node, ${result.unshown}`
    case 'applied':
      return result.unshown === undefined
        ? `in sync after ${plural(result.commits, 'commit')}`
        : `stored in ${plural(result.commits, 'commit')}, ${result.unshown}`
    case 'differs':
      return `differs: ${result.summary}; ${result.proposal ?? 'nothing is changed in mode "observe"'}`
    case 'needs a person':
      return `waits for a person: ${result.why}`
    case 'too early':
      return `waits for its time: ${result.why}`
    case 'failed':
      return `failed: ${result.why}`
    case 'stopped':
      return 'stopped between two phases'
    default:
      return unreachable(result)
  }
}

function nextWords({ passAt, ending }: WatchState): string {
  return passAt === undefined || ending ? '' : `; checking again at ${new Date(passAt).toISOString()}`
}

function shortened(commit: string): string {
  return commit.slice(0, 12)
}
