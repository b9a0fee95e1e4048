import type { HostFile } from '../../../appliance/host-file.ts'
import { ApplianceError } from '../../../appliance/port.ts'
import type { Plan } from '../../../plan/plan.ts'
import type { Outcome } from '../../../plan/progress.ts'
import { apply } from '../../../reconcile/apply.ts'
import type { ApplySetup } from '../../../reconcile/run/apply-setup.ts'
import type { Look } from '../../../reconcile/observe/observe.ts'
import { RunBroken } from '../../../reconcile/ending/run-broken.ts'
import { unseenWords } from '../../../reconcile/observe/unseen.ts'
import type { ObservationCache } from '../../../reconcile/cache/observation-cache.ts'
import type { PassResult, WatchMode } from '../../../reconcile/watch/pass.ts'
import { EXIT, type ExitCode } from '../../../report/exit-code.ts'
import { progressText } from '../../../report/plan/progress.ts'
import { summaryOf } from '../../../report/plan/summary.ts'
import { planText } from '../../../report/plan/text.ts'
import { progressEntry } from '../../../report/watch/log-progress.ts'
import type { PassFinding } from '../../../report/watch/pass-finding.ts'
import { GitFailure } from '../../../repository/run-git.ts'
import { tidyBackups } from '../../backup/keep.ts'
import { CommandFailure } from '../../command.ts'
import { applySetup } from '../../gateway/apply-setup.ts'
import { readDesired, type Desired } from '../../gateway/desired.ts'
import { makePlan } from '../../gateway/make-plan.ts'
import { asFailure, observeOrFail } from '../../gateway/observe-or-fail.ts'
import {
  openCluster,
  openToChange,
  type RequestListener,
  type OpenCluster,
  type WritableCluster,
} from '../../gateway/open-cluster.ts'
import { overriding } from '../../gateway/overrides.ts'
import type { ColorChoice } from '../../output/appearance.ts'
import { isTroubleWithFiles } from '../../process/trouble-with-files.ts'
import type { RepositoryCache } from '../../repository/repository-cache.ts'
import { goOnTakingBack, isUnwell, takeBack, type TakingBack } from '../../rollback/take-back.ts'
import type { World } from '../../world.ts'
import { approvalOf, type Approval } from './approved.ts'
import type { WatchLog } from '../log/log.ts'
import type { PassTrace } from '../traces/pass-trace.ts'
import { resultOf } from './result-of.ts'
import { agree, propose, type ProposalBranch, type ProposalTask } from './propose.ts'

/** What a pass works on. */
export interface PassTask {
  readonly cluster: string
  /** Folder of clusters, as the world's working directory sees it. */
  readonly path: string
  readonly hostFile: HostFile
  readonly mode: WatchMode
  /** Commit that the folder holds, where it is from git. */
  readonly revision?: string
  /** Where a mode that proposes pushes proposals. */
  readonly proposalBranch?: ProposalBranch
  readonly color: ColorChoice
  /** Where it says what it does. */
  readonly log: WatchLog
  /** Is told what the pass finds out, as soon as it does. */
  readonly saw: (finding: PassFinding) => void
  /** Is told of every step, so that a pass that hangs can be told from one that works. */
  readonly worked: () => void
  readonly listener: RequestListener
  /** Is told what the pass does, for whoever collects traces. */
  readonly trace: PassTrace
  /** What is known of the cluster from the passes before. */
  readonly cache: ObservationCache
  /** What is known of the repository from the passes before. */
  readonly kept: RepositoryCache
}

/** One pass of the watch: compile, look, plan, and in a mode that enforces carry out, as `plan` and `apply` do it. */
export async function makePass(task: PassTask, stop: AbortSignal, world: World): Promise<PassResult> {
  try {
    const desired = await readDesired([task.path], { cluster: task.cluster, color: task.color }, world, task.kept)
    const [cluster] = desired.clusters
    if (cluster === undefined) return { kind: 'needs a person', why: `there is no cluster "${task.cluster}"` }
    task.saw({ kind: 'read', cluster })
    task.trace.opening()
    const { mode, hostFile, listener, cache } = task
    if (mode !== 'enforce') {
      const open = await openCluster(cluster, hostFile, desired.folder, world, listener, cache)
      return await closing(open, task, observe(open, task, desired, world))
    }
    const open = await openToChange(cluster, hostFile, desired.folder, world, listener, cache)
    return await closing(open, task, enforce(open, task, desired, stop, world))
  } catch (error) {
    return asResult(error, task.cluster)
  }
}

async function closing<Result>(open: OpenCluster, { trace }: PassTask, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } finally {
    await open.close()
    trace.closed()
  }
}

async function observe(open: OpenCluster, task: PassTask, desired: Desired, world: World): Promise<PassResult> {
  const seen = await observeOrFail(open, world)
  if (seen.unknown.length > 0) return cannotSee(seen)
  const plan = makePlan(open, seen.cluster)
  task.saw({ kind: 'planned', plan })
  const isAgreed = plan.phases.length === 0 && plan.blocked.length === 0
  if (task.mode === 'observe') return isAgreed ? { kind: 'in sync' } : differs(plan, task)
  const proposal = proposalTask(task, desired)
  if (isAgreed) {
    await agree(open, seen, proposal)
    return { kind: 'in sync' }
  }
  return { ...differs(plan, task), proposal: await propose(open, seen, plan, proposal, world) }
}

function cannotSee({ unknown }: Look): PassResult {
  return { kind: 'failed', why: `cannot see everything: ${unseenWords(unknown)}` }
}

function differs(plan: Plan, { log }: PassTask): PassResult & { readonly kind: 'differs' } {
  const summary = summaryOf(plan)
  const commits = plan.phases.filter(({ kind }) => kind !== 'manual').length
  const fields = { summary, commits, phases: plan.phases.length, left: plan.blocked.length }
  log.say({ event: 'planned', level: 'info', message: summary, fields }, (look) => planText(plan, look))
  return { kind: 'differs', summary }
}

function proposalTask(
  { cluster, revision, proposalBranch: branch, hostFile }: PassTask,
  desired: Desired,
): ProposalTask {
  return { desired, revision, branch, writer: hostFile.clusters.get(cluster)?.writer?.user }
}

/** Carries out what has to be done; where plans have to be signed, exactly the one that was. */
async function enforce(
  open: WritableCluster,
  task: PassTask,
  desired: Desired,
  stop: AbortSignal,
  world: World,
): Promise<PassResult> {
  const { clusters, stateDirectory } = task.hostFile
  const takenBack = await goOnTakingBack(open, takingBack(task), task.log.around(world))
  if (takenBack !== undefined)
    return { kind: 'needs a person', why: `an earlier rollout was not well; ${standsNow(takenBack)}` }
  const host = clusters.get(task.cluster)?.approvals
  if (host === undefined) return carryOut(setupFor(open, task, {}, stop), open, task, world)
  const seen = await observeOrFail(open, world)
  if (seen.unknown.length > 0) return cannotSee(seen)
  const approval = await approvalOf(open, seen, { host, stateDirectory, repository: desired.folder }, world)
  if (approval.kind !== 'waits') return carryOut(setupFor(open, task, approval, stop), open, task, world)
  task.saw({ kind: 'planned', plan: makePlan(open, seen.cluster) })
  return { kind: 'needs a person', why: approval.why }
}

type Signed = Partial<Pick<Extract<Approval, { kind: 'signed' }>, 'approvals' | 'approved'>>

function setupFor(
  open: WritableCluster,
  { revision }: PassTask,
  { approvals, approved }: Signed,
  stop: AbortSignal,
): ApplySetup {
  return applySetup(open, {
    command: 'watch',
    ...(revision === undefined ? {} : { revision }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(approved === undefined ? {} : { approved }),
    stop,
    overrides: overriding(),
  })
}

async function carryOut(setup: ApplySetup, open: WritableCluster, task: PassTask, world: World): Promise<PassResult> {
  const log = task.log.within({ run: setup.run })
  const run = apply({
    ...setup,
    plan: (observed, behind, written) => {
      const planned = setup.plan(observed, behind, written)
      if (planned.kind === 'planned') task.saw({ kind: 'planned', plan: planned.plan })
      return planned
    },
  })
  for (;;) {
    const next = await run.next()
    if (next.done === true) {
      // Every try takes a backup before it writes: nobody else would keep them within bounds.
      await tidyBackups(open)
      return isUnwell(next.value) ? goneBack(next.value, open, task, log.around(world)) : resultOf(next.value)
    }
    task.worked()
    if (next.value.kind === 'verified') task.saw(next.value)
    const { value } = next
    task.trace.told(value, setup.run)
    const entry = progressEntry(value)
    if (entry !== undefined) log.say(entry, (look) => progressText(value, look))
  }
}

/** What became of a rollout that was not well: taken back where that may be done, and never tried again by itself. */
async function goneBack(outcome: Outcome, open: WritableCluster, task: PassTask, world: World): Promise<PassResult> {
  const ended = await takeBack(open, takingBack(task), world)
  const result = resultOf(outcome)
  const why = 'why' in result ? result.why : 'the rollout is not well'
  return { kind: 'needs a person', why: `${why}; ${standsNow(ended)}` }
}

function takingBack({ hostFile, cluster, color, revision }: PassTask): TakingBack {
  const { approvals } = hostFile.clusters.get(cluster) ?? {}
  return { approvals, options: { color, quiet: true }, revision, overrides: overriding() }
}

function standsNow(ended: ExitCode): string {
  return ended === EXIT.guarded ? 'what it had changed was taken back' : 'see what is left with "pader status"'
}

function asResult(error: unknown, cluster: string): PassResult {
  const cause = error instanceof RunBroken ? error.cause : error
  if (isTroubleWithFiles(cause))
    return {
      kind: 'failed',
      why: `${cause.message}; nothing is done that cannot be recorded; make room, or give it back its rights`,
    }
  if (error instanceof ApplianceError) return asResult(asFailure(error, cluster), cluster)
  if (error instanceof GitFailure) return { kind: 'failed', why: error.message }
  if (!(error instanceof CommandFailure)) throw error
  const passes = error.exitCode !== EXIT.invalid
  return { kind: passes ? 'failed' : 'needs a person', why: error.inOneLine }
}
