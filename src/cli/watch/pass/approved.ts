import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApprovalsHost } from '../../../appliance/host-approvals.ts'
import { usualLimits, type Approvals } from '../../../plan/guards/guard.ts'
import { planAge } from '../../../plan/plan-age.ts'
import type { ApprovedPlan } from '../../../reconcile/run/apply-setup.ts'
import { movedSinceApproval, isRestOf } from '../../../reconcile/gates/approval.ts'
import type { Look } from '../../../reconcile/observe/observe.ts'
import { plain } from '../../../report/appearance.ts'
import { planText } from '../../../report/plan/text.ts'
import { countSignatures } from '../../approvals/count-signatures.ts'
import { hostRule } from '../../approvals/rule.ts'
import { CommandFailure } from '../../command.ts'
import { makePlan } from '../../gateway/make-plan.ts'
import type { PlanInputs } from '../../gateway/open-cluster.ts'
import { readPlanFile, savedText, type SavedFile } from '../../gateway/saved-plan.ts'
import { replaceFiles } from '../../output/write-file.ts'
import { readVersion } from '../../process/read-version.ts'
import type { World } from '../../world.ts'
import { signingFolder } from './signing-folder.ts'

/** What a watch may carry out where plans have to be signed. */
export type Approval =
  /** There is nothing to sign; should something turn up meanwhile, nobody has signed it. */
  | { readonly kind: 'nothing to sign'; readonly approvals: Approvals }
  | { readonly kind: 'signed'; readonly approvals: Approvals; readonly approved: ApprovedPlan }
  | { readonly kind: 'waits'; readonly why: string }

/** What the host file demands for a cluster, and where things are. */
export interface Demand {
  readonly host: ApprovalsHost
  readonly stateDirectory: string
  /** Folder of clusters; who may sign must not be said in it. */
  readonly repository: string
}

/**
 * Puts up what has to be done as a file, and says whether enough people have signed exactly that. It stays the same file
 * as long as it is, or leads to, what has to be done; anything else takes its place, and its signatures go.
 */
export async function approvalOf(
  open: PlanInputs,
  seen: Look,
  { host, stateDirectory, repository }: Demand,
  world: World,
): Promise<Approval> {
  const { name } = open.cluster
  const rule = hostRule(host, repository, world)
  const signing = signingFolder(name, host.folder, { cwd: world.cwd, stateDirectory })
  const folder = signing.path
  const file = join(folder, 'plan.json')
  const plan = makePlan(open, seen.cluster)
  if (plan.phases.length === 0) {
    await takeDown(folder)
    return { kind: 'nothing to sign', approvals: await countSignatures(rule, undefined, world) }
  }
  const up = (await isFile(file)) ? await readPlanFile(file, world).catch(asMissing) : undefined
  const approved = up?.plans.get(name)
  const isStill =
    approved !== undefined &&
    movedSinceApproval(approved, plan, seen.snapshot, open.scope).length === 0 &&
    isRestOf(plan, approved.plan) &&
    planAge(approved.madeAt, seen.cluster.observedAt, usualLimits.planHours) === 'good'
  if (up === undefined || !isStill) {
    await takeDown(folder)
    signing.make()
    const made = { plan, snapshot: seen.snapshot, madeAt: seen.cluster.observedAt, madeBy: readVersion(world.home) }
    await replaceFiles(
      [
        { path: file, content: savedText([made]) },
        { path: join(folder, 'plan.txt'), content: planText(plan, plain) },
      ],
      world,
    )
    return waits(file, { wanted: rule.wanted, by: [], doubts: [] })
  }
  return judged(up, approved, await countSignatures(rule, up, world))
}

function judged({ path }: SavedFile, approved: ApprovedPlan, approvals: Approvals): Approval {
  if (approvals.by.length >= approvals.wanted) return { kind: 'signed', approvals, approved }
  return waits(path, approvals)
}

function waits(file: string, { wanted, by, doubts }: Approvals): Approval {
  const so = by.length === 0 ? '' : ` (so far ${by.join(', ')})`
  const what = `waits for signatures: ${by.length} of ${wanted}${so} on ${file}`
  return { kind: 'waits', why: [what, ...doubts, `sign with "pader approve ${file} --sign KEY"`].join('; ') }
}

/** What was put up, and every signature on it: neither is about what has to be done any more. */
async function takeDown(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const old = names.filter((name) => /^plan\.(txt|json(\..*)?)$/.test(name))
  await Promise.all(old.map(async (name) => rm(join(folder, name), { force: true })))
}

/** Others may write to the folder: what is never read to its end is no plan. */
async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** A file that is not there, or that another version or somebody else wrote, is no plan that anybody signed. */
function asMissing(error: unknown): undefined {
  if (!(error instanceof CommandFailure)) throw error
  return undefined
}
