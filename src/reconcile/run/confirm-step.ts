import type { ClusterName } from '../../model/names.ts'
import { openJournal } from '../journal/journal.ts'
import { brokenChain } from '../journal/reading.ts'
import { workWords } from '../locks/at-work.ts'
import type { Leases } from '../locks/lease.ts'
import type { Clock, RunId, StateStore } from '../ports.ts'

/** Where a confirmation is written, and by whom. */
export interface Confirmation {
  readonly cluster: ClusterName
  readonly step: string
  readonly by: string
  readonly run: RunId
}

/** Writes into the journal that a person did a step which an apply waited for; a reason where it may not be said. */
export async function confirmStep(
  { cluster, step, by, run }: Confirmation,
  store: StateStore,
  leases: Leases,
  clock: Clock,
): Promise<string | undefined> {
  const acquired = await leases.acquire(cluster, by, 'apply --confirm')
  if (acquired.kind === 'taken') return workWords(acquired.holder)
  try {
    const journal = await openJournal(store, clock, cluster, run)
    const broken = brokenChain(journal.before)
    if (broken !== undefined) return broken
    const waited = journal.before.records.findLast(
      ({ event }) => event.kind === 'waiting for a person' && event.step === step,
    )
    if (waited?.event.kind !== 'waiting for a person') return `no apply of ${cluster} has waited for "${step}"`
    if (!waited.event.confirmable) return `"${step}" needs no confirmation: the next apply finds out that it was done`
    await journal.add({ kind: 'confirmed by a person', step, by })
    return undefined
  } finally {
    await acquired.lease.release().catch(() => undefined)
  }
}
