import type { WatchState } from '../../reconcile/watch/state.ts'
import type { Wake } from '../../reconcile/watch/wake.ts'
import type { ClusterStatus } from '../../serve/status.ts'
import { wordsFor } from './words.ts'

/** What the status page says of a cluster after a wake-up; `at` is the ISO instant of it. */
export function statusAfter(before: ClusterStatus, wake: Wake, state: WatchState, at: string): ClusterStatus {
  const { cluster, mode } = before
  const last =
    wake.kind === 'pass ended' ? { kind: wake.result.kind, words: wordsFor(wake, state) ?? '', at } : before.last
  const source = sourceAfter(before, wake)
  return {
    cluster,
    mode,
    ...(state.wanted?.kind === 'commit' ? { commit: state.wanted.commit } : {}),
    busy: state.running !== undefined,
    ...(last === undefined ? {} : { last }),
    ...(source === undefined ? {} : { source }),
  }
}

function sourceAfter({ source }: ClusterStatus, wake: Wake): string | undefined {
  if (wake.kind === 'fetch failed') return wake.refused ? `refused: ${wake.why}` : wake.why
  return wake.kind === 'commit arrived' || wake.kind === 'nothing new' ? undefined : source
}
