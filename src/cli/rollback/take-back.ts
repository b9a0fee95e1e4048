import type { ApprovalsHost } from '../../appliance/host-approvals.ts'
import type { Outcome } from '../../plan/progress.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { OpenCluster } from '../gateway/open-cluster.ts'
import type { World } from '../world.ts'
import { goBack, mayGoBackAlone, plannedBy } from './go-back.ts'
import { undoLastRun } from './undo-run.ts'

/** Whether a run was ended because what it had changed so far is not well. */
export function isUnwell(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.fault === 'unwell'
}

/**
 * Takes back what a run has done so far, because it is not well: at all locations at once, and the commit is held. What is
 * left as it is says so. The exit code is never that of a success: what was asked for is not there.
 */
export async function takeBack(
  open: OpenCluster,
  approvals: ApprovalsHost | undefined,
  options: Readonly<Record<string, unknown>>,
  revision: string | undefined,
  world: World,
): Promise<ExitCode> {
  const name = open.cluster.name
  if (open.canary?.takeBack !== true || !mayGoBackAlone(approvals)) {
    const why = open.canary?.takeBack === true ? 'a rollback would need signatures' : 'the host file says so'
    world.stdout.write(`${name}: nothing is taken back by itself: ${why}\n`)
    return EXIT.partial
  }
  const overrides = { overridden: new Set<string>(), used: new Set<string>() }
  const back = await undoLastRun(open, revision)
  const why = 'the locations that were changed first are not well'
  const asked = { ...overrides, options: { ...options, yes: true, why } }
  const exitCode = await goBack({ ...back, planned: plannedBy(back.open, overrides) }, asked, world)
  return exitCode === EXIT.ok ? EXIT.guarded : exitCode
}
