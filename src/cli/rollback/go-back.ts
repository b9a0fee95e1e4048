import { Option } from 'commander'
import type { ApprovalsHost } from '../../appliance/host-approvals.ts'
import type { WritableGateway } from '../../appliance/port.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ApplySetup } from '../../reconcile/run/apply-setup.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { planText } from '../../report/plan/text.ts'
import { harmless } from '../../report/text/cells.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import { releaseCommand } from '../../reconcile/locks/hold.ts'
import { onceAgain, whileUnfinished } from '../../reconcile/locks/rollback-words.ts'
import { CommandFailure } from '../command.ts'
import { applySetup } from '../gateway/apply-setup.ts'
import { hearNodes } from '../gateway/hear-nodes.ts'
import { objectionsTo } from '../gateway/make-plan.ts'
import { objectedTo } from '../gateway/objected-to.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import type { Overrides } from '../gateway/overrides.ts'
import { reportRun } from '../gateway/report-run.ts'
import type { Given } from '../options/given.ts'
import type { ColorOptions } from '../options/output.ts'
import type { quietOption, RunReportOptions } from '../options/run-report.ts'
import { appearanceOf } from '../output/appearance.ts'
import { withProgress } from '../output/progress.ts'
import { isTroubleWithFiles, wayOut } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'
import type { PreparedRollback } from './prepared-rollback.ts'
import { holdAfter, holdFor, holdOfUnfinished } from './hold.ts'

/** `--why`, of what is taken back. */
export const whyOption = new Option('--why <reason>', 'reason to show to whoever finds the commit on hold')

/** What says how a way back is told, and why it is taken. */
export type BackOptions = RunReportOptions & Given<typeof quietOption> & Given<typeof whyOption>

interface AskedBack {
  readonly overrides: Overrides
  readonly options: BackOptions
}

/** Whether a rollback, which nobody can have signed beforehand, may be carried out where plans have to be signed. */
export function mayGoBackAlone(approvals: ApprovalsHost | undefined): boolean {
  return approvals === undefined || approvals.rollbackAlone
}

/** Hears the guards about a way back. */
export function plannedBy(open: PreparedRollback['open'], overrides: Overrides): PreparedRollback['planned'] {
  return (plan, observed, written) => ({
    kind: 'planned',
    plan,
    objections: objectionsTo(plan, open, { observed, behind: [], written }, overrides),
  })
}

/** Shows a way back that nobody takes yet, and what would refuse it. */
export async function showBack(
  way: PreparedRollback,
  { options }: Pick<AskedBack, 'options'>,
  world: World,
): Promise<ExitCode> {
  const begun = await holdOfUnfinished(way)
  const { plan, seen } = await tellWay(way, { ...options, isShown: true }, world)
  const { phases, blocked } = plan
  const { observed } = await withProgress(world, async (progress) => hearNodes(way.open, seen, plan, progress))
  const judged = way.planned(plan, observed, [])
  const refused = objectedTo('rollback', judged.kind === 'planned' ? judged.objections : judged.problems)
  if (refused !== undefined) throw refused
  if (phases.length > 0) {
    world.stdout.write('nothing has been done yet: --yes carries this out, and puts what it rolls back on hold\n')
    return EXIT.changes
  }
  const holds = blocked.length === 0 || way.bad.length > 0 || begun !== undefined
  const what = holds ? 'it still puts on hold what was to be rolled back' : 'it would put nothing on hold either'
  world.stdout.write(`there is nothing that --yes would roll back; ${what}\n`)
  return blocked.length === 0 ? EXIT.ok : EXIT.waiting
}

/** Shows the way back and takes it; the bad commits are held before the first write. */
export async function goBack(
  way: PreparedRollback<WritableGateway>,
  { options, overrides }: AskedBack,
  world: World,
): Promise<ExitCode> {
  const begun = await holdOfUnfinished(way)
  await tellWay(way, { ...options, isShown: !options.quiet }, world)
  const setup = setupFor(way, overrides, world)
  const why = options.why ?? (begun === undefined ? whileUnfinished(way.words) : onceAgain(begun.why))
  const before = await holdFor(way, setup.run, why)
  const { exitCode, outcome } = await reportRun(setup, world, options).catch((error: unknown) => {
    throw stillHeld(error, way)
  })
  const { unicode } = appearanceOf(world.stdout, world.env, options.color)
  const held = await holdAfter(way, { exitCode, outcome }, begun, before).catch((error: unknown) => {
    throw holdNotBrought(error, way, exitCode)
  })
  world.stdout.write(`${harmless(held, unicode)}\n`)
  return exitCode
}

/** A rollback that its own machine stopped leaves its hold: nobody must meet that without having been told. */
function stillHeld(error: unknown, { open: { cluster } }: PreparedRollback): unknown {
  if (!(error instanceof CommandFailure)) return error
  const { what, nodes, next } = error.failure
  const hold = `"${cluster.name}" stays on hold for this rollback: the same command continues it, "${releaseCommand(cluster.name)}" gives it up`
  return new CommandFailure(error.exitCode, what, [...next, hold].join('; '), nodes)
}

/** The rollback has ended and said how, and the file of its hold is what it was before the first write. */
function holdNotBrought(error: unknown, { open: { cluster } }: PreparedRollback, exitCode: ExitCode): unknown {
  if (!isTroubleWithFiles(error)) return error
  return new CommandFailure(
    exitCode === EXIT.ok ? EXIT.partial : exitCode,
    `cannot write to the state directory: ${error.message}; the rollback ended as reported above, and its hold could not be updated accordingly`,
    `${wayOut(error)}; "${cluster.name}" stays on hold until "${releaseCommand(cluster.name)}"`,
    ['as told above'],
  )
}

/** Plans the way back for what is there now, and says what it is. */
async function tellWay(
  way: PreparedRollback,
  how: ColorOptions & { readonly isShown: boolean },
  world: World,
): Promise<{ readonly plan: Plan; readonly seen: Look }> {
  const { open, words } = way
  const look = appearanceOf(world.stdout, world.env, how.color)
  const seen = await observeOrFail(open, world)
  const plan = way.plan(seen.cluster)
  world.stdout.write(`${harmless(`${open.cluster.name}: rolling back ${words}`, look.unicode)}\n`)
  if (how.isShown) world.stdout.write(`${planText(plan, look)}\n`)
  return { plan, seen }
}

/** What an apply of the way back needs. */
function setupFor(way: PreparedRollback<WritableGateway>, overrides: Overrides, world: World): ApplySetup {
  const setup = applySetup(way.open, {
    command: 'rollback',
    ...(way.revision === undefined ? {} : { revision: way.revision }),
    ...(way.undoes === undefined ? {} : { undoes: way.undoes }),
    stop: world.stop,
    overrides,
  })
  const { systemFile, ruleSet } = way
  return {
    ...setup,
    writeContext: {
      ...setup.writeContext,
      ...(systemFile === undefined ? {} : { systemFile }),
      ...(ruleSet === undefined ? {} : { ruleSet }),
    },
    plan: (observed, _behind, written) => way.planned(way.plan(observed), observed, written),
  }
}
