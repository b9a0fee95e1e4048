import type { ClusterName } from '../../model/names.ts'
import type { Step } from '../../plan/plan.ts'
import { readApplied, writtenSince, type Applied } from '../../reconcile/journal/applied.ts'
import { readConfirmed } from '../../reconcile/journal/confirm-step.ts'
import type { StateStore } from '../../reconcile/ports.ts'

/** What the state directory knows of earlier changes of a cluster. */
export interface ChangeRecord {
  /** What it held when Pader last had nothing left to do. */
  readonly applied: Applied
  /** What runs have written since then, those included that were killed. */
  readonly written: readonly Step[]
  /** Ids of the manual steps that people confirmed. */
  readonly confirmed: ReadonlySet<string>
}

/** Reads what is known of earlier changes; `now` in milliseconds, since confirmations grow old. */
export async function readChangeRecord(store: StateStore, cluster: ClusterName, now: number): Promise<ChangeRecord> {
  const applied = await readApplied(store, cluster)
  return {
    applied,
    written: await writtenSince(store, cluster, applied),
    confirmed: await readConfirmed(store, cluster, now),
  }
}
