import { hostname, userInfo } from 'node:os'
import { isVerified } from '../../dialect/dialect.ts'
import type { NodeName } from '../../model/names.ts'
import { apply } from '../../reconcile/apply.ts'
import type { ApplySetup, ApprovedPlan } from '../../reconcile/apply-setup.ts'
import { checkBackup } from '../../reconcile/check-backup.ts'
import { fileLeases } from '../../reconcile/lease.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { outcomeReport, progressText } from '../../report/plan/progress.ts'
import { planText } from '../../report/plan/text.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { readDesired } from '../gateway/desired.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { makePlan, overrideFlags, plannedFrom } from '../gateway/make-plan.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import { newRun, openCluster, type OpenCluster } from '../gateway/open-cluster.ts'
import { readPlans } from '../gateway/saved-plan.ts'
import { appearanceOf } from '../output/appearance.ts'
import { diskStore } from '../process/disk-store.ts'
import { systemClock } from '../process/system-clock.ts'
import type { World } from '../world.ts'

/** Milliseconds that nodes get to take over a commit. */
const PATIENCE = 120_000

/** `pader apply`: brings clusters to what the repository says, in proved phases, each confirmed before the next. */
export const command: Command = {
  configure: (parser) => {
    for (const flag of overrideFlags) parser.option(flag, 'override the guard of that name')
    parser
      .argument('[plan]', 'a plan that "pader plan --save" wrote; exactly this is carried out, or nothing')
      .option('--path <folder>', 'a folder of clusters, or a cluster (default "clusters")')
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--yes', 'carry out what is planned now, without a saved plan')
      .option('--quiet', 'do not print the plan before it is carried out')
      .option('--color <when>', 'colour the text: auto, always or never', 'auto')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)')
  },

  run: async ({ positional, options }, world) => {
    const approved = await readApproved(positional[0], options['yes'] === true, world)
    const hostFile = await readHostFile(options['hostConfig'], world)
    const path = typeof options['path'] === 'string' ? [options['path']] : []
    const { clusters, folder } = await readDesired(path, options, world)
    let exitCode: ExitCode = EXIT.ok
    const overridden = overriddenBy(options)
    const used = new Set<string>()
    for (const cluster of clusters) {
      const plan = approved?.get(cluster.name)
      if (approved !== undefined && plan === undefined) continue
      const open = await openCluster(cluster, hostFile, folder, world)
      try {
        if (plan === undefined && options['quiet'] !== true) await showPlan(open, world, options['color'])
        const setup = setupFor(open, {
          stateDirectory: hostFile.stateDirectory,
          world,
          approved: plan,
          overridden,
          used,
        })
        exitCode = worse(exitCode, await tellStory(setup, world, options['color']))
      } finally {
        await open.close()
      }
    }
    for (const flag of overridden) {
      if (!used.has(flag)) world.stderr.write(`pader: warning: ${flag} overrode nothing: no guard objected\n`)
    }
    return exitCode
  },
}

/** The plans that somebody approved; without a file, what is planned now counts as approved by `--yes`. */
async function readApproved(
  file: string | undefined,
  yes: boolean,
  world: World,
): Promise<ReadonlyMap<string, ApprovedPlan> | undefined> {
  if (file !== undefined) return readPlans(file, world)
  if (yes) return undefined
  throw new UsageError('name a plan that "pader plan --save FILE" wrote, or say --yes to what is planned now')
}

/** The flags among the options that override a guard. */
function overriddenBy(options: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const camel = (flag: string): string => flag.slice(2).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return new Set(overrideFlags.filter((flag) => options[camel(flag)] === true))
}

/** What the command line adds to an open cluster. */
interface Circumstances {
  readonly stateDirectory: string
  readonly world: World
  readonly approved: ApprovedPlan | undefined
  /** Flags of overridden guards, and those of them that a guard met. */
  readonly overridden: ReadonlySet<string>
  readonly used: Set<string>
}

/** What an apply of the command line needs. */
function setupFor(open: OpenCluster, { stateDirectory, world, approved, overridden, used }: Circumstances): ApplySetup {
  const store = diskStore(stateDirectory)
  return {
    cluster: open.cluster.name,
    entryNode: open.entryNode,
    run: newRun(),
    by: `${userInfo().username}@${hostname()}`,
    command: 'apply',
    gateways: open.gateways,
    scope: open.scope,
    desk: { scope: open.scope, target: open.target, systemFile: (node, path) => textOf(open, node, path) },
    store,
    leases: fileLeases(store, systemClock),
    clock: systemClock,
    plan: (observed) => plannedFrom(open, observed, overridden, used),
    ...(approved === undefined ? {} : { approved }),
    checkBackup: (bytes, observed) => checkBackup(bytes, observed, hasKnownLayout(open)),
    patience: PATIENCE,
    stop: world.stop,
  }
}

function textOf({ cluster }: OpenCluster, node: NodeName, path: string): string | undefined {
  return cluster.policy.systemFiles.find((file) => file.node === node && file.path === path)?.text
}

/** Whether the layout of backups is certain enough that something missing in one is a fault of the backup. */
function hasKnownLayout({ scope, target }: OpenCluster): boolean {
  const layout = scope.dialect.facts.get('backup.layout')
  return layout !== undefined && (target.provedEmulator || isVerified(layout.provenance))
}

/** Carries out and tells it on standard output; the exit code says how it ended. */
async function tellStory(setup: ApplySetup, world: World, color: unknown): Promise<ExitCode> {
  const look = appearanceOf(world.stdout, world.env, color)
  try {
    const story = apply(setup)
    for (;;) {
      const next = await story.next()
      if (next.done === true) {
        const { output, exitCode } = outcomeReport(next.value, look)
        world.stdout.write(output)
        return exitCode
      }
      world.stdout.write(progressText(next.value, look))
    }
  } catch (error) {
    if (!isDiskTrouble(error)) throw error
    throw new CommandFailure(
      EXIT.internal,
      `cannot write to the state directory: ${error.message}; nothing is done that cannot be recorded`,
    )
  }
}

async function showPlan(open: OpenCluster, world: World, color: unknown): Promise<void> {
  const seen = await observeOrFail(open, world)
  world.stdout.write(`${planText(makePlan(open, seen.cluster), appearanceOf(world.stdout, world.env, color))}\n`)
}

function isDiskTrouble(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

/** Of several clusters, what needs a person most decides: the first that did not go well. */
function worse(before: ExitCode, now: ExitCode): ExitCode {
  return before === EXIT.ok ? now : before
}
