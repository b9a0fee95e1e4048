import type { NodeName, Uuid } from '../../model/names.ts'
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
export function placeOf(
  { through, nodeTime }: CommitTime,
  names: ReadonlyMap<Uuid, NodeName>,
): Pick<Extract<JournalEvent, { kind: 'commit intended' }>, 'through' | 'node' | 'nodeTime'> {
  const node = through === undefined ? undefined : names.get(through)
  return {
    ...(through === undefined ? {} : { through }),
    ...(node === undefined ? {} : { node }),
    ...(nodeTime === undefined ? {} : { nodeTime: new Date(nodeTime).toISOString() }),
  }
}
