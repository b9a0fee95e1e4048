import type { Cluster } from '../../model/fleet.ts'
import { readApplied, readProved } from '../../reconcile/journal/applied.ts'
import { holdOn, waysOn, type StandingHold } from '../../reconcile/locks/hold.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import type { JournalReading } from '../../reconcile/journal/reading.ts'
import type { LeaseHolder } from '../../reconcile/locks/lease.ts'
import type { Clock } from '../../reconcile/ports.ts'
import type { ClusterHealth, Held } from '../../report/status/health.ts'
import { historyOf } from '../../serve/history.ts'
import { obstacleOf } from '../gateway/obstacle.ts'
import type { State } from '../shared/state.ts'

/** What is known of a cluster without asking it. */
export type RecordedHealth = Pick<
  ClusterHealth,
  'hold' | 'obstacle' | 'lock' | 'lapsed' | 'watch' | 'lastRun' | 'applied' | 'provedAt'
> & {
  readonly journal: JournalReading
}

/** Reads what is known of a cluster; asks no appliance. */
export async function readRecordedHealth(
  cluster: Cluster,
  { store, leases, watchLeases }: State,
  clock: Clock,
): Promise<RecordedHealth> {
  const { name } = cluster
  const hold = await holdOn(store, name, clock.now())
  const lock = await leases.current(name)
  const lapsed = await leases.lapsed(name)
  const watch = await watchLeases.current(name)
  const journal = await readJournalOf(name, store)
  const obstacle = await obstacleOf(cluster, { store, clock }, { journal })
  const [lastRun] = historyOf(journal.records, 1)
  const { at, revision } = await readApplied(store, name)
  const provedAt = await readProved(store, name)
  return {
    journal,
    ...(hold === undefined ? {} : { hold: shown(hold) }),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(lock === undefined ? {} : { lock: { ...heldBy(lock), why: lock.why } }),
    ...(lapsed === undefined ? {} : { lapsed: { ...heldBy(lapsed), why: lapsed.why } }),
    ...(watch === undefined ? {} : { watch: heldBy(watch) }),
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(at === undefined ? {} : { applied: { at, ...(revision === undefined ? {} : { commit: revision }) } }),
    ...(provedAt === undefined ? {} : { provedAt }),
  }
}

function heldBy({ by, since, until, isGone }: LeaseHolder): Held {
  return { by, ...(since === undefined ? {} : { since }), until, ...(isGone === true ? { isGone } : {}) }
}

function shown(hold: StandingHold): NonNullable<ClusterHealth['hold']> {
  const { by, why, until, commits } = hold
  const remedy = waysOn(hold)
  return {
    by,
    why,
    ...(until === undefined ? {} : { until }),
    ...(commits === undefined ? {} : { commits }),
    ...(remedy === undefined ? {} : { remedy }),
  }
}

/** When an apply first stopped for a manual step, as far as the journal knows. */
export function waitingSince({ records }: JournalReading, step: string): string | undefined {
  return records.find(({ event }) => event.kind === 'waiting for a person' && event.step === step)?.at
}
