import type { Measuring } from '../cache/measure-clocks.ts'
import type { JournalEvent } from '../journal/event.ts'
import type { CommitTime } from '../journal/last-commit.ts'

/** A commit that is sent now. */
export function commitNow({ clock, cache, entryNode }: Omit<Measuring, 'gateways'>): CommitTime {
  const now = clock.now()
  const skew = cache.clocks?.value.get(entryNode)
  const nodeTime =
    skew?.kind === 'known' ? { nodeTime: now + (skew.value.seconds - skew.value.uncertainty) * 1_000 } : {}
  return { written: now, latest: now, through: entryNode, ...nodeTime }
}

/** What the journal says of where a commit is sent. */
export function placeOf({
  through,
  nodeTime,
}: CommitTime): Pick<Extract<JournalEvent, { kind: 'commit intended' }>, 'through' | 'nodeTime'> {
  return {
    ...(through === undefined ? {} : { through }),
    ...(nodeTime === undefined ? {} : { nodeTime: new Date(nodeTime).toISOString() }),
  }
}
