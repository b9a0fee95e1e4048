import type { Outcome } from '../../../plan/progress.ts'
import { apply } from '../../../reconcile/apply.ts'
import type { ApplySetup } from '../../../reconcile/run/apply-setup.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import { EXIT, type ExitCode } from '../../../report/exit-code.ts'
import { progressText } from '../../../report/plan/progress.ts'
import { progressEntry } from '../../../report/watch/log-progress.ts'
import { tidyBackups } from '../../backup/keep.ts'
import { applySetup } from '../../gateway/apply-setup.ts'
import type { Desired } from '../../gateway/desired.ts'
import { makePlan } from '../../gateway/make-plan.ts'
import { observeOrFail } from '../../gateway/observe-or-fail.ts'
import type { WritableCluster } from '../../gateway/open-cluster.ts'
import { overriding } from '../../gateway/overrides.ts'
import { goOnTakingBack, isUnwell, takeBack, type TakingBack } from '../../rollback/take-back.ts'
import type { World } from '../../world.ts'
import { approvalOf, type Approval } from './approved.ts'
import { cannotSee } from './failed-pass.ts'
import type { PassTask } from './pass-task.ts'
import { resultOf } from './result-of.ts'

/** Carries out what has to be done; where plans have to be signed, exactly the one that was. */
export async function enforce(
  open: WritableCluster,
  task: PassTask,
  desired: Desired,
  stop: AbortSignal,
  world: World,
): Promise<PassResult> {
  const { clusters, stateDirectory } = task.hostFile
  const takenBack = await goOnTakingBack(open, takingBack(task), task.log.around(world))
  if (takenBack !== undefined)
    return { kind: 'needs a person', why: `an earlier rollout was not healthy; ${standsNow(takenBack)}` }
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
  const why = 'why' in result ? result.why : 'the rollout is not healthy'
  return { kind: 'needs a person', why: `${why}; ${standsNow(ended)}` }
}

function takingBack({ hostFile, cluster, color, revision }: PassTask): TakingBack {
  const { approvals } = hostFile.clusters.get(cluster) ?? {}
  return { approvals, options: { color, quiet: true }, revision, overrides: overriding() }
}

function standsNow(ended: ExitCode): string {
  return ended === EXIT.guarded ? 'what it had changed was rolled back' : 'see what is left with "pader status"'
}
