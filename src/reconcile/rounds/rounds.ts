import type { Phase, Plan } from '../../plan/plan.ts'
import { knowStored } from './know-stored.ts'
import { conclude, type Finished } from './conclude.ts'
import { Ended } from '../ending/ended.ts'
import { callAgain, goOn } from '../ending/go-on.ts'
import { LookAgain } from '../ending/look-again.ts'
import { isRestOf, movedSinceApproval, notTheRest } from '../gates/approval.ts'
import { settleConflicts } from '../gates/conflict-rule.ts'
import { requireIsolation } from '../gates/isolation.ts'
import { requireNewestName } from '../gates/one-name.ts'
import { isWaitedFor, waitFor } from '../gates/manual-steps.ts'
import { requireWell, soak } from '../gates/soak.ts'
import type { Look } from '../observe/observe.ts'
import { digestsOf } from '../observe/snapshot.ts'
import { readApplied } from '../journal/applied.ts'
import { afterCommit } from '../phase/after-commit.ts'
import { carryOut } from '../phase/carry-out.ts'
import type { ApprovedPlan } from '../run/apply-setup.ts'
import { lookAndPlan, planFor } from './look-and-plan.ts'
import type { RunContext } from '../run/run-context.ts'
import { saysOtherVersion, withSaid } from '../verify/ask-members.ts'
import { confirmBefore } from '../verify/confirm.ts'

/** How often the appliances may change under a run, or a commit be lost, before the run gives up. */
const MOST_RESTARTS = 3

/** How far a run is; `announced` once it has said in the journal that it began. */
interface RunState {
  approved: ApprovedPlan | undefined
  restarts: number
  announced: boolean
}

/** Rounds of look, plan and one phase, until nothing is left; throws {@link Ended} or the fault that stopped it. */
export async function runToTheEnd(context: RunContext): Promise<Finished> {
  const { approved } = context.setup
  context.standing.left = approved?.plan.phases.length ?? 0
  const state: RunState = { approved, restarts: 0, announced: false }
  await context.permit()
  for (;;) {
    const finished = await round(state, context).catch((error: unknown) => beginAgain(error, state, context))
    if (finished !== undefined) return finished
  }
}

/** Begins a round again where the entry node was changed in the middle of one; who began with nothing to do has promised nothing. */
async function beginAgain(error: unknown, state: RunState, { setup, tell }: RunContext): Promise<undefined> {
  if (!(error instanceof LookAgain)) throw error
  state.restarts += 1
  if (state.restarts > MOST_RESTARTS) throw new Ended(error.ending)
  if (!state.announced) state.approved = setup.approved
  await tell({ kind: 'looking again', why: error.message })
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
  if (context.setup.stop.aborted) throw stopped(context.setup)
  if (await soak(phase, context)) {
    context.cache.versions.clear()
    return undefined
  }
  await requireWell(phase, seen, context)
  await carryOutPhase(state, phase, seen, context)
  return undefined
}

/** The plan must be what was approved, or the rest of it, with nothing changed since but by the plan itself. */
function approve(state: RunState, plan: Plan, seen: Look, { setup }: RunContext): void {
  if (state.approved === undefined) {
    state.approved = { plan, base: digestsOf(seen.snapshot), madeAt: seen.cluster.observedAt }
    return
  }
  const moved = movedSinceApproval(state.approved, plan, seen.snapshot, setup.scope)
  if (moved.length > 0) throw new Ended({ kind: 'stale', moved })
  if (!isRestOf(plan, state.approved.plan))
    throw new Ended(notTheRest(state.approved, seen, setup.approved !== undefined))
}

async function announce(state: RunState, plan: Plan, context: RunContext): Promise<void> {
  if (state.announced) return
  await requireNewestName(context)
  state.announced = true
  const { setup, journal } = context
  const { position } = await readApplied(setup.store, setup.cluster)
  await journal.add({
    kind: 'run started',
    command: setup.command,
    by: setup.by,
    ...plan.basedOn,
    ...(setup.revision === undefined ? {} : { revision: setup.revision }),
    ...(position === undefined ? {} : { settled: position }),
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
  await knowStored(seen, context)
  await settleConflicts(seen, context)
  // Nodes may have been asked meanwhile what they hold, and have said this as well.
  if (saysOtherVersion(seen, context)) planFor(withSaid(seen, context), [], context)
  // A wait that was cut short is no reason to commit early.
  if (context.setup.stop.aborted) throw stopped(context.setup)
  await journal.add({ kind: 'phase started', phase: phase.ordinal, title: phase.title, steps: phase.steps.length })
  const result = await carryOut(phase, seen, context)
  if (result.kind !== 'moved' && (await afterCommit(seen, result, context))) return
  state.restarts += 1
  if (state.restarts <= MOST_RESTARTS) return
  if (result.kind === 'moved') throw new Ended({ kind: 'stale', moved: result.moved })
  const answer = result.kind === 'uncertain' ? `; the last one: ${result.cause}` : ''
  throw new Ended({
    kind: 'failed',
    fault: 'not confirmed',
    message: `the commit of "${phase.title}" was sent ${state.restarts} times and never took effect${answer}`,
    remedy: `see why with "pader doctor", then ${callAgain(context.setup)}`,
  })
}

function stopped(setup: RunContext['setup']): Ended {
  return new Ended({
    kind: 'failed',
    fault: setup.stop.reason === 'SIGINT' ? 'interrupted' : 'stopped',
    message: 'asked to stop between two phases',
    remedy: goOn(setup),
  })
}
