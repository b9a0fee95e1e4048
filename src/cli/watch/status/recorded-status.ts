import { clusterName } from '../../../model/names.ts'
import { holdOn, waysOn } from '../../../reconcile/locks/hold.ts'
import { readJournalOf } from '../../../reconcile/journal/journal.ts'
import type { ClusterStatus } from '../../../report/watch/status.ts'
import { historyOf } from '../../../serve/history.ts'
import { systemClock } from '../../process/system-clock.ts'
import type { State } from '../../shared/state.ts'

/** Runs of the journal that the page shows. */
const RUNS = 20

/** What is known of a cluster without asking it. */
export type RecordedStatus = Pick<ClusterStatus, 'hold' | 'lock' | 'history'>

/** Puts what was read in the place of what was known; a hold that was lifted is gone. */
export function withRecorded(before: ClusterStatus, recorded: RecordedStatus): ClusterStatus {
  const { hold: _, lock: __, ...rest } = before
  return { ...rest, ...recorded }
}

/** What the state says of a cluster: who holds it, who changes it, and what was done. */
export async function readRecordedStatus(name: string, { store, leases }: State): Promise<RecordedStatus> {
  const cluster = clusterName(name)
  const hold = await holdOn(store, cluster, systemClock.now())
  const holder = await leases.current(cluster)
  const { records } = await readJournalOf(cluster, store)
  return {
    ...(hold === undefined ? {} : { hold: [`by ${hold.by}: ${hold.why}`, waysOn(hold) ?? []].flat().join('; ') }),
    ...(holder === undefined ? {} : { lock: `by ${holder.by} (${holder.why})` }),
    history: historyOf(records, RUNS),
  }
}
