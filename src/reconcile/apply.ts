import { ApplianceError } from '../appliance/port.ts'
import type { Ending, Outcome, Progress, Standing } from '../plan/progress.ts'
import type { ApplySetup } from './run/apply-setup.ts'
import type { RunStanding } from './run/run-context.ts'
import { Ended } from './ending/ended.ts'
import { endingOf } from './ending/fault-ending.ts'
import type { JournalEvent } from './journal/event.ts'
import { openJournal, type Journal } from './journal/journal.ts'
import { lastCommitSeen, lastWrittenIn } from './journal/last-commit.ts'
import { whileAtWork, workWords } from './locks/at-work.ts'
import { keepLease } from './locks/keep-lease.ts'
import type { Lease } from './locks/lease.ts'
import { obstacleTo } from './locks/obstacle.ts'
import { permitFor } from './locks/permit.ts'
import { runToTheEnd } from './rounds/rounds.ts'
import { RunBroken } from './ending/run-broken.ts'
import { Abandoned, stream, type Tell } from './stream.ts'

/**
 * Brings one cluster to what the repository says, one proved phase after the other, and tells what it does.
 *
 * Nothing is remembered between runs but the journal: what is left to do is always derived from what is there. Killed
 * at any point, the next run goes on from the last commit that took effect.
 */
export function apply(setup: ApplySetup): AsyncGenerator<Progress, Outcome, void> {
  return stream(async (tell) => {
    const outcome = await underLease(setup, tell)
    await tell({ kind: 'finished', outcome })
    return outcome
  })
}

async function underLease(setup: ApplySetup, tell: Tell<Progress>): Promise<Outcome> {
  const { cluster, by, holder = by, command } = setup
  const acquired = await setup.leases.acquire(cluster, holder, command)
  if (acquired.kind === 'taken')
    return {
      kind: 'locked',
      by: workWords(acquired.holder),
      remedy: whileAtWork(cluster, acquired.holder),
      standing: UNTOUCHED,
    }
  try {
    const journal = await openJournal(setup.store, setup.clock, setup.cluster, setup.run)
    return await journalled(setup, journal, acquired.lease, tell)
  } finally {
    // One that cannot be given back ends by itself, and how the run ended matters more.
    await acquired.lease.release().catch(() => undefined)
  }
}

async function journalled(setup: ApplySetup, journal: Journal, lease: Lease, tell: Tell<Progress>): Promise<Outcome> {
  const { cluster, scope } = setup
  const nodes = new Set(scope.names.keys())
  const obstacle = await obstacleTo({ cluster, nodes, journal: journal.before }, setup)
  if (obstacle !== undefined)
    return { kind: 'guarded', objections: [obstacle.why], remedy: obstacle.remedy, standing: UNTOUCHED }
  const permit = permitFor(setup, cluster, lease, setup)
  const cache = {
    confirmations: new Map(),
    versions: new Map(),
    lastWritten: lastWrittenIn(journal.before),
    written: [],
    stored: undefined,
    lastCommit: lastCommitSeen(journal.before, setup.by, setup.clock.now()),
  }
  const standing: RunStanding = { ...UNTOUCHED }
  try {
    const outcome = await runToTheEnd({
      setup,
      journal,
      permit,
      keepLease: keepLease(lease, setup.clock),
      tell,
      cache,
      standing,
    }).catch((error: unknown): Outcome => ({ ...endingFrom(error, setup), standing }))
    // A run that found nothing to do leaves no trace, so that a watch fills no disk in months of looking.
    if (journal.added() > 0) await journal.add(endedAs(outcome))
    return outcome
  } catch (error) {
    throw error instanceof Abandoned ? error : new RunBroken(error, standing)
  }
}

function endedAs(outcome: Outcome): JournalEvent {
  const left = 'standing' in outcome ? { left: outcome.standing.left } : {}
  return { kind: 'run ended', outcome: outcome.kind, ...left }
}

const UNTOUCHED: Standing = { committed: 0, left: 0, uncertain: false }

function endingFrom(error: unknown, { scope, entryNode }: ApplySetup): Ending {
  if (error instanceof Ended) return error.ending
  if (error instanceof ApplianceError) return endingOf(error, scope.names, entryNode)
  throw error
}
