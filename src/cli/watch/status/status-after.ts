import type { WatchState } from '../../../reconcile/watch/state.ts'
import type { Wake } from '../../../reconcile/watch/wake.ts'
import type { ClusterStatus } from '../../../report/watch/status.ts'
import { resultWords } from '../log/words.ts'

/** What the status page says of a cluster after a wake-up; `at` is the ISO instant of it. */
export function statusAfter(before: ClusterStatus, wake: Wake, state: WatchState, at: string): ClusterStatus {
  const { commit: _, source: __, nextLook: ___, ...rest } = before
  const source = sourceAfter(before, wake)
  return {
    ...rest,
    ...(state.wanted?.kind === 'commit' ? { commit: state.wanted.commit } : {}),
    ...(source === undefined ? {} : { source }),
    ...(state.passAt === undefined ? {} : { nextLook: new Date(state.passAt).toISOString() }),
    busy: state.running !== undefined,
    ...(wake.kind === 'pass ended' ? { last: { kind: wake.result.kind, words: resultWords(wake.result), at } } : {}),
  }
}

function sourceAfter({ source }: ClusterStatus, wake: Wake): string | undefined {
  if (wake.kind === 'fetch failed') return wake.refused ? `refused: ${wake.why}` : wake.why
  return wake.kind === 'commit arrived' || wake.kind === 'nothing new' ? undefined : source
}
