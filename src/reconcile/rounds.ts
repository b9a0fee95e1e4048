import type { NodeName } from '../model/names.ts'
import { holdingsToRemember } from '../plan/holdings.ts'
import type { Phase, Plan } from '../plan/plan.ts'
import { isInSync, type Ending, type Outcome } from '../plan/progress.ts'
import { afterCommit } from './phase/after-commit.ts'
import { takeBackup } from './backup/archive.ts'
import { rememberApplied, rememberProved } from './journal/applied.ts'
import type { ApprovedPlan } from './run/apply-setup.ts'
import { movedSinceApproval, isRestOf } from './gates/approval.ts'
import { storeBackup } from './backup/store-backup.ts'
import { carryOut } from './phase/carry-out.ts'
import type { RunContext } from './run/run-context.ts'
import { confirm, confirmAtEnd, confirmBefore, confirmLately } from './verify/confirm.ts'
import { saysOtherVersion, withSaid, withVersions } from './verify/ask-versions.ts'
import { settleConflicts } from './gates/conflict-rule.ts'
import { Ended } from './ending/ended.ts'
import { requireIsolation } from './gates/isolation.ts'
import { lastBehind } from './journal/last-behind.ts'
import { lookAround } from './run/look-around.ts'
import { isWaitedFor, waitFor, waitingFor, type Remaining } from './gates/manual-steps.ts'
import { withKeptClocks, withKnownClocks } from './cache/measure-clocks.ts'
import type { Look } from './observe/observe.ts'
import { digestsOf, fingerprintOf } from './observe/snapshot.ts'
import { requireWell, soak } from './gates/soak.ts'
import { storedAs } from './backup/taken-back.ts'
import { unseenWords } from './observe/unseen.ts'

/** How often the appliances may change under a run, or a commit be lost, before the run gives up. */
const MOST_RESTARTS = 3

const GO_ON = 'run "pader apply" again: it goes on from here'

/** How far a run is; `announced` and `backedUp` once it has done so. */
interface RunState {
  approved: ApprovedPlan | undefined
  restarts: number
  announced: boolean
  backedUp: boolean
}

/** An outcome of a run that nothing ended early. */
type Finished = Exclude<Outcome, Ending>

/** Rounds of look, plan and one phase, until nothing is left; throws {@link Ended} or the fault that stopped it. */
export async function runToTheEnd(context: RunContext): Promise<Finished> {
  const { approved } = context.setup
  context.standing.left = approved?.plan.phases.length ?? 0
  const state: RunState = { approved, restarts: 0, announced: false, backedUp: false }
  await context.permit()
  for (;;) {
    const finished = await round(state, context)
    if (finished !== undefined) return finished
  }
}

/** One round: everything is derived from what is there, so that it does not matter who did the rounds before. */
async function round(state: RunState, context: RunContext): Promise<Finished | undefined> {
  const { seen, plan, remaining } = await lookAndPlan(context)
  approve(state, plan, seen, context)
  context.standing.left = remaining.left.length
  const [next] = remaining.left
  const phase = next === undefined ? undefined : { ...next, ordinal: context.standing.committed + 1 }
  if (phase === undefined) return conclude(plan, seen, context)
  if (remaining.next === undefined || !isWaitedFor(remaining.next, context)) await announce(state, plan, context)
  if (remaining.next !== undefined) {
    await requireIsolation(phase, context)
    await confirmBefore(phase, seen, context)
    throw new Ended(await waitFor(remaining.next, context))
  }
  if (context.setup.stop.aborted) throw stopped(context.setup.stop)
  if (await soak(phase, context)) {
    context.cache.versions.clear()
    return undefined
  }
  await requireWell(phase, seen, context)
  await carryOutPhase(state, phase, seen, context)
  return undefined
}

/** What is there, what has to be done about it, and what of that is left when what was done by hand is taken away. */
interface LookAndPlan {
  readonly seen: Look
  readonly plan: Plan
  readonly remaining: Remaining
}

/**
 * What is there and what has to be done about it. Where something is about to be committed each node has said before which
 * version it runs, and the guards have heard of it: nothing is written to a cluster of mixed versions.
 */
async function lookAndPlan(context: RunContext): Promise<LookAndPlan> {
  const { seen, plan, behind } = await lookAtClocks(context)
  const remaining = await waitingFor(plan, context)
  if (remaining.left.length === 0 || remaining.next !== undefined) return { seen, plan, remaining }
  const { seen: told, conflict } = await withVersions(seen, context)
  if (told === seen) return { seen, plan, remaining }
  const again = planFor(told, behind, context)
  if (conflict !== undefined && isObjectedTo(conflict.seen, behind, context)) throw conflict.ended
  return { seen: told, plan: again, remaining: await waitingFor(again, context) }
}

/** Whether guards object to a plan for what was seen. */
function isObjectedTo({ cluster }: Look, behind: readonly NodeName[], { setup, cache }: RunContext): boolean {
  const planned = setup.plan(cluster, behind, cache.written)
  return planned.kind === 'planned' && planned.objections.length > 0
}

/**
 * What is there and what has to be done about it, as far as the entry node and the clocks tell. Clocks are measured for
 * whatever is going to be written; to find out that there is nothing to do, those that were measured lately are good enough.
 */
async function lookAtClocks(
  context: RunContext,
): Promise<Omit<LookAndPlan, 'remaining'> & { readonly behind: readonly NodeName[] }> {
  const around = await observe(context)
  const behind = await nodesBehind(around, context)
  const quick = withKnownClocks(around, context.setup)
  const idle = quick && context.setup.plan(quick.cluster, behind, context.cache.written)
  if (quick !== undefined && idle?.kind === 'planned' && idle.plan.phases.length + idle.objections.length === 0)
    return { seen: quick, plan: idle.plan, behind }
  const seen = withSaid(await withKeptClocks(around, context.setup), context)
  return { seen, plan: planFor(seen, behind, context), behind }
}

async function observe({ setup, tell }: RunContext): Promise<Look> {
  await tell({ kind: 'observing' })
  const seen = await lookAround(setup)
  await tell({ kind: 'observed', nodes: seen.cluster.nodes.size, unknown: seen.unknown })
  if (seen.unknown.length === 0) return seen
  throw new Ended({
    kind: 'failed',
    fault: 'unknown',
    message: `cannot see everything: ${unseenWords(seen.unknown)}`,
    remedy: 'nothing is changed while something is unknown; make it readable and run again',
  })
}

/**
 * Nodes that were behind when a run before this one ended, if they still are. Within a run the preconditions of the
 * phases say who has to hold what.
 */
async function nodesBehind(seen: Look, context: RunContext): Promise<readonly NodeName[]> {
  if (context.standing.committed > 0) return []
  const behind = lastBehind(context.journal.before)
  if (behind.length === 0 || !context.setup.gateways.mayAskNodes) return behind
  return (await confirm(seen, context, { asked: 'before', witnesses: context.cache.lastWritten })).behind
}

function planFor(seen: Look, behind: readonly NodeName[], { setup, cache }: RunContext): Plan {
  const planned = setup.plan(seen.cluster, behind, cache.written)
  if (planned.kind === 'impossible') {
    const remedy = 'make the change in steps that can be proved, as the message suggests'
    throw new Ended({ kind: 'guarded', objections: planned.problems, remedy })
  }
  if (planned.objections.length > 0) {
    const remedy = 'look at the plan again; an objection is overridden by the flag that it names'
    throw new Ended({ kind: 'guarded', objections: planned.objections, remedy })
  }
  return planned.plan
}

/** The plan must be what was approved, or the rest of it, with nothing changed since but by the plan itself. */
function approve(state: RunState, plan: Plan, seen: Look, { setup }: RunContext): void {
  if (state.approved === undefined) {
    state.approved = { plan, base: digestsOf(seen.snapshot), madeAt: seen.cluster.observedAt }
    return
  }
  const moved = movedSinceApproval(state.approved, plan, seen.snapshot, setup.scope)
  if (moved.length > 0) throw new Ended({ kind: 'stale', moved })
  if (!isRestOf(plan, state.approved.plan)) throw new Ended({ kind: 'stale', moved: ['what the plan itself writes'] })
}

async function announce(state: RunState, plan: Plan, { setup, journal }: RunContext): Promise<void> {
  if (state.announced) return
  state.announced = true
  await journal.add({
    kind: 'run started',
    command: setup.command,
    by: setup.by,
    ...plan.basedOn,
    ...(setup.revision === undefined ? {} : { revision: setup.revision }),
    ...(setup.undoes === undefined ? {} : { undoes: setup.undoes }),
    ...(setup.approvedBy === undefined ? {} : { approvedBy: setup.approvedBy }),
    phases: plan.phases.length,
  })
}

async function carryOutPhase(state: RunState, phase: Phase, seen: Look, context: RunContext): Promise<void> {
  const { tell, permit, journal, standing } = context
  await tell({ kind: 'phase started', phase, of: standing.left + standing.committed })
  await permit()
  await requireIsolation(phase, context)
  await confirmBefore(phase, seen, context)
  await backUp(state, seen, context)
  await knowStored(seen, context)
  await settleConflicts(seen, context)
  // Nodes may have been asked meanwhile what they hold, and have said this as well.
  if (saysOtherVersion(seen, context)) planFor(withSaid(seen, context), [], context)
  // A wait that was cut short is no reason to commit early.
  if (context.setup.stop.aborted) throw stopped(context.setup.stop)
  await journal.add({ kind: 'phase started', phase: phase.ordinal, title: phase.title, steps: phase.steps.length })
  const result = await carryOut(phase, seen, context)
  if (result.kind !== 'moved' && (await afterCommit(seen, result, context))) return
  state.restarts += 1
  if (state.restarts <= MOST_RESTARTS) return
  if (result.kind === 'moved') throw new Ended({ kind: 'stale', moved: result.moved })
  throw new Ended({
    kind: 'failed',
    fault: 'not confirmed',
    message: `the commit of "${phase.title}" was sent ${state.restarts} times and took effect at no time`,
    remedy: 'see why with "pader doctor", then run "pader apply" again',
  })
}

async function backUp(state: RunState, seen: Look, { setup, journal, tell, cache }: RunContext): Promise<void> {
  if (state.backedUp) return
  const backup = await setup.gateways.entry.read((reader) =>
    storeBackup(reader, setup.store, setup.clock, setup.cluster, (bytes) => setup.checkBackup(bytes, seen.cluster)),
  )
  if ('failed' in backup) throw noBackup(backup.failed)
  await journal.add({ kind: 'backup stored', file: backup.file, sha256: backup.sha256 })
  await tell({ kind: 'backed up', file: backup.file, digest: backup.sha256, bytes: backup.bytes })
  cache.stored = storedAs(seen, backup.content)
  state.backedUp = true
}

/** Where something has moved since the last backup, what that one shows is no longer what a session begins with. */
async function knowStored(seen: Look, { setup, cache }: RunContext): Promise<void> {
  if (cache.stored?.fingerprint === fingerprintOf(seen.snapshot)) return
  const backup = await setup.gateways.entry.read(takeBackup)
  if (backup === undefined) throw noBackup('the entry node gave none')
  cache.stored = storedAs(seen, backup)
}

function noBackup(reason: string): Ended {
  const remedy =
    'see that the account has the right to take a backup and the appliance room for it; nothing is changed without one'
  return new Ended({ kind: 'guarded', objections: [`no backup: ${reason}`], remedy })
}

async function conclude(plan: Plan, seen: Look, context: RunContext): Promise<Finished> {
  const { committed } = context.standing
  const { verification, isNew } =
    committed === 0
      ? await confirmLately(seen, context)
      : { verification: await confirmAtEnd(seen, context), isNew: true }
  const [blocked] = plan.blocked
  if (blocked !== undefined) {
    const what = [blocked.node, blocked.setting ?? blocked.object].filter((part) => part !== undefined).join(' ')
    const others = plan.blocked.length - 1
    const more = others === 0 ? [] : [`and ${others} more differences that "pader plan" shows`]
    throw new Ended({
      kind: 'waiting',
      for: what,
      instructions: [blocked.reason, blocked.remedy, ...more],
      goOn: GO_ON,
    })
  }
  const { store, cluster, clock, revision, authority } = context.setup
  const at = new Date(clock.now()).toISOString()
  await rememberApplied(store, cluster, {
    holdings: holdingsToRemember(seen.cluster, authority),
    at,
    ...(revision === undefined ? {} : { revision }),
  })
  if (isNew && isInSync(verification)) await rememberProved(store, cluster, at)
  if (committed === 0) return { kind: 'nothing to do', verification }
  if (isInSync(verification)) return { kind: 'in sync', commits: committed }
  return { kind: 'stored', commits: committed, verification }
}

function stopped({ reason }: AbortSignal): Ended {
  return new Ended({
    kind: 'failed',
    fault: reason === 'SIGINT' ? 'interrupted' : 'stopped',
    message: 'asked to stop between two phases',
    remedy: GO_ON,
  })
}
