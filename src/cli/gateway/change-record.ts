import type { ClusterName, Digest } from '../../model/names.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import { readApplied, writtenSince, type Applied } from '../../reconcile/journal/applied.ts'
import { confirmedSteps } from '../../reconcile/journal/confirmed-steps.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import type { StateStore } from '../../reconcile/ports.ts'

/** What the state directory knows of earlier changes of a cluster. */
export interface ChangeRecord {
  /** What it held when Pader last had nothing left to do. */
  readonly applied: Applied
  /** What runs have written since then, those included that were killed. */
  readonly written: readonly OwnWrite[]
  /** Ids of the manual steps that people confirmed. */
  readonly confirmed: ReadonlySet<string>
  /** Where the journal stood when all this was read: the digest of its last record. */
  readonly position: Digest
}

/** Reads what is known of earlier changes; `now` in milliseconds, since confirmations grow old. */
export async function readChangeRecord(store: StateStore, cluster: ClusterName, now: number): Promise<ChangeRecord> {
  const applied = await readApplied(store, cluster)
  const journal = await readJournalOf(cluster, store)
  return {
    applied,
    written: writtenSince(applied, journal),
    confirmed: confirmedSteps(journal, now),
    position: journal.head,
  }
}
