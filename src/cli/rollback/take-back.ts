import type { ApprovalsHost } from '../../appliance/host-approvals.ts'
import type { WritableGateway } from '../../appliance/port.ts'
import type { Outcome } from '../../plan/progress.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { holdOn } from '../../reconcile/locks/hold.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import { lastUndoable } from '../../reconcile/rollback/last-rollout.ts'
import type { ChangeRules, WritableCluster } from '../gateway/open-cluster.ts'
import type { Overrides } from '../gateway/overrides.ts'
import type { World } from '../world.ts'
import type { PreparedRollback } from './prepared-rollback.ts'
import { goBack, mayGoBackAlone, plannedBy, type BackOptions } from './go-back.ts'
import { undoRollout } from './undo-rollout.ts'

/** Whether a run was ended because what it had changed so far is not well. */
export function isUnwell(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.fault === 'unwell'
}

/** How the run that is taken back was called, and what its caller may do without being asked again. */
export interface TakingBack {
  readonly overrides: Overrides
  readonly approvals: ApprovalsHost | undefined
  readonly options: BackOptions
  /** Commit that the run carried out, where it is one. */
  readonly revision: string | undefined
}

/**
 * Takes back what a rollout has done so far, because it is not well: at all locations at once, and its commits are held. The
 * exit code is never that of a success, since what was asked for is not there: `guarded` where it was taken back, and
 * another one where a part of it still is, be it that a guard objected to the way back.
 */
export async function takeBack(open: WritableCluster, taking: TakingBack, world: World): Promise<ExitCode> {
  if (mayTakeBack(open, taking)) return goAllTheWay(await undoRollout(open, taking.revision, world), taking, world)
  const why = open.canary?.takeBack === true ? 'a rollback would need signatures' : 'the host file says so'
  world.stdout.write(`${open.cluster.name}: nothing is rolled back automatically: ${why}\n`)
  return EXIT.partial
}

/**
 * Goes on with a rollout's being taken back by itself that was killed or stopped half-way, before anything else is done.
 * Undefined where there is none: nothing was begun, a person has released the hold or wants another commit, or somebody
 * has committed since and what is newest is another rollout.
 */
export async function goOnTakingBack(
  open: WritableCluster,
  taking: TakingBack,
  world: World,
): Promise<ExitCode | undefined> {
  const { store, cluster, clock } = open
  const { revision } = taking
  const asking = { run: '', ...(revision === undefined ? {} : { revision }) }
  const held = await holdOn(store, cluster.name, clock.now(), asking)
  if (held?.takesBack === undefined || !mayTakeBack(open, taking)) return undefined
  const newest = lastUndoable(cluster.name, await readJournalOf(cluster.name, store))
  if ('why' in newest || newest.run !== held.takesBack) return undefined
  return goAllTheWay(await undoRollout(open, revision, world), taking, world)
}

function mayTakeBack({ canary }: ChangeRules, { approvals }: TakingBack): boolean {
  return canary?.takeBack === true && mayGoBackAlone(approvals)
}

async function goAllTheWay(
  back: Omit<PreparedRollback<WritableGateway>, 'planned'>,
  { options, overrides }: TakingBack,
  world: World,
): Promise<ExitCode> {
  const way: PreparedRollback<WritableGateway> = {
    ...back,
    planned: plannedBy(back.open, overrides),
    isByItself: true,
  }
  const why = 'the locations that were changed first are not healthy'
  const exitCode = await goBack(way, { overrides, options: { ...options, why } }, world)
  if (exitCode === EXIT.ok) return EXIT.guarded
  return exitCode === EXIT.guarded ? EXIT.partial : exitCode
}
