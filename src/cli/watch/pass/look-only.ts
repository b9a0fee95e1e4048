import type { Plan } from '../../../plan/plan.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import { summaryOf } from '../../../report/plan/summary.ts'
import { planText } from '../../../report/plan/text.ts'
import type { Desired } from '../../gateway/desired.ts'
import { makePlan } from '../../gateway/make-plan.ts'
import { observeOrFail } from '../../gateway/observe-or-fail.ts'
import { obstacleOf } from '../../gateway/obstacle.ts'
import type { OpenCluster } from '../../gateway/open-cluster.ts'
import type { World } from '../../world.ts'
import { cannotSee } from './failed-pass.ts'
import type { PassTask } from './pass-task.ts'
import { agree, propose, type ProposalTask } from './propose.ts'

/** A pass that changes nothing: it plans, says what differs and, where the mode says so, proposes the plan. */
export async function lookOnly(open: OpenCluster, task: PassTask, desired: Desired, world: World): Promise<PassResult> {
  const seen = await observeOrFail(open, world)
  if (seen.unknown.length > 0) return cannotSee(seen)
  const plan = makePlan(open, seen.cluster)
  task.saw({ kind: 'planned', plan })
  const obstacle = await obstacleOf(open.cluster, open, { observed: seen.cluster })
  if (obstacle !== undefined) return { kind: 'needs a person', why: `${obstacle.why}; ${obstacle.remedy}` }
  const isAgreed = plan.phases.length === 0 && plan.blocked.length === 0
  if (task.mode === 'observe') return isAgreed ? { kind: 'in sync' } : differs(plan, task)
  const proposal = proposalTask(task, desired)
  if (isAgreed) {
    await agree(open, seen, proposal)
    return { kind: 'in sync' }
  }
  return { ...differs(plan, task), proposal: await propose(open, seen, plan, proposal, world) }
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
