import type { ClusterName } from '../../model/names.ts'
import { openJournal } from './journal.ts'
import { brokenChain, type JournalReading } from './reading.ts'
import type { Leases } from '../locks/lease.ts'
import type { Clock, RunId, StateStore } from '../ports.ts'

/** How long somebody's word that a step was done counts (milliseconds): what a person saw last week may be undone. */
const WORD_COUNTS_FOR = 7 * 86_400_000

/**
 * Ids of the manual steps that people confirmed not too long ago, as the journal has them. A word was given no later than what
 * was written down after it, so that a clock that was ahead makes it count longer only until then.
 */
export function confirmedSteps({ records }: JournalReading, now: number): ReadonlySet<string> {
  const steps = new Set<string>()
  let latest = now
  for (const { event, at } of records.toReversed()) {
    latest = Math.min(latest, Date.parse(at))
    if (event.kind === 'confirmed by a person' && now - latest < WORD_COUNTS_FOR) steps.add(event.step)
  }
  return steps
}

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
  if (acquired.kind === 'taken') return `the cluster is being changed by ${acquired.holder.by}`
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
