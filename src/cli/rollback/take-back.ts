import type { ApprovalsHost } from '../../appliance/host-approvals.ts'
import type { Outcome } from '../../plan/progress.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { OpenCluster } from '../gateway/open-cluster.ts'
import type { World } from '../world.ts'
import { goBack, mayGoBackAlone, plannedBy, type Overrides } from './go-back.ts'
import { undoLastRun } from './undo-run.ts'

/** Whether a run was ended because what it had changed so far is not well. */
export function isUnwell(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.fault === 'unwell'
}

/** How the run that is taken back was called, and what its caller may do without being asked again. */
export interface TakingBack extends Overrides {
  readonly approvals: ApprovalsHost | undefined
  readonly options: Readonly<Record<string, unknown>>
  /** Commit that the run carried out, where it is one. */
  readonly revision: string | undefined
}

/**
 * Takes back what a run has done so far, because it is not well: at all locations at once, and the commit is held. The exit
 * code is never that of a success, since what was asked for is not there: `guarded` where it was taken back, and another
 * one where a part of it still is, be it that a guard objected to the way back.
 */
export async function takeBack(
  open: OpenCluster,
  { approvals, options, revision, ...overrides }: TakingBack,
  world: World,
): Promise<ExitCode> {
  const name = open.cluster.name
  if (open.canary?.takeBack !== true || !mayGoBackAlone(approvals)) {
    const why = open.canary?.takeBack === true ? 'a rollback would need signatures' : 'the host file says so'
    world.stdout.write(`${name}: nothing is taken back by itself: ${why}\n`)
    return EXIT.partial
  }
  const back = await undoLastRun(open, revision)
  const why = 'the locations that were changed first are not well'
  const asked = { ...overrides, options: { ...options, yes: true, why } }
  const exitCode = await goBack({ ...back, planned: plannedBy(back.open, overrides) }, asked, world)
  if (exitCode === EXIT.ok) return EXIT.guarded
  return exitCode === EXIT.guarded ? EXIT.partial : exitCode
}
