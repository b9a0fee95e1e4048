import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Cluster } from '../../model/fleet.ts'
import type { Approvals } from '../../plan/guards/guard.ts'
import type { UpgradeStrategy } from '../../plan/phases/upgrade.ts'
import type { ApprovedPlan } from '../../reconcile/run/apply-setup.ts'
import { confirmStep } from '../../reconcile/run/confirm-step.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { planText } from '../../report/plan/text.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { countSignatures } from '../approvals/count-signatures.ts'
import { signatureRule } from '../approvals/rule.ts'
import { applySetup } from '../gateway/apply-setup.ts'
import { readDesired } from '../gateway/desired.ts'
import { demandPlanned } from '../gateway/demand-planned.ts'
import { eachCluster } from '../gateway/each-cluster.ts'
import { readHostFile } from '../gateway/host.ts'
import { makePlan, warningsOf } from '../gateway/make-plan.ts'
import { failingWithMissing, withMissing } from '../gateway/missing-clusters.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import { newRun } from '../gateway/new-run.ts'
import { openToChange, type LookingPorts, type PlanInputs, type WritableCluster } from '../gateway/open-cluster.ts'
import { madeByAnother, readPlanFile, type SavedFile } from '../gateway/saved-plan.ts'
import { overriding } from '../gateway/overrides.ts'
import { reportRun } from '../gateway/report-run.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption } from '../options/output.ts'
import { addOverrides, warnOfUnused } from '../options/overrides.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import { quietOption, summaryOption } from '../options/run-report.ts'
import { upgradeOption } from '../options/upgrade.ts'
import { appearanceOf, type ColorChoice } from '../output/appearance.ts'
import { machineOf } from '../process/machine.ts'
import { goOnTakingBack, isUnwell, takeBack, type TakingBack } from '../rollback/take-back.ts'
import { stateOf, type State } from '../shared/state.ts'
import type { World } from '../world.ts'

/** `pader apply`: brings clusters to what the repository says, in proved phases, each confirmed before the next. */
export const command = defineCommand({
  examples: [
    ['pader apply plan.json', 'carry out exactly the saved plan, or nothing'],
    ['pader apply --yes --cluster two-site', 'plan and apply in one go'],
    ['pader apply --confirm join-tokyo-3', 'confirm that a manual step was done'],
  ],
  configure: (parser) =>
    addOverrides(parser)
      .argument(
        '[plan]',
        'a plan that "pader plan --save" wrote: exactly this plan is carried out, or nothing; or a folder, as with --path',
      )
      .option('--path <folder>', 'a folder of clusters, or a single cluster (default: "clusters")')
      .addOption(hostConfigOption())
      .addOption(clusterOption())
      .option('--allowed-signers <file>', 'carry out only a plan signed by one of the SSH keys in this file')
      .option('--yes', 'carry out what is planned now, without a saved plan')
      .addOption(upgradeOption)
      .option(
        '--confirm <step>',
        'confirm that you did the manual step of this name; given alone, nothing else is done',
      )
      .addOption(quietOption)
      .addOption(summaryOption)
      .addOption(colorOption)
      .addOption(nowOption),

  run: async ({ positional: [given], options }, world) => {
    const { file, path } = await targetOf(given, options.path, world)
    // Whoever only confirms a step carries nothing out.
    const onlyConfirms = file === undefined && options.confirm !== undefined && !options.yes
    const saved = onlyConfirms ? undefined : await readSaved(file, options.yes === true, world)
    const approved = saved?.plans
    const hostFile = await readHostFile(options.hostConfig, world)
    const desired = await readDesired(path, options, world)
    const { clusters, folder } = desired
    if (saved !== undefined) demandPlanned(saved, desired)
    const other = saved === undefined ? undefined : madeByAnother(saved, world)
    if (other !== undefined) world.stderr.write(`pader: warning: ${other}\n`)
    await confirmAt(clusters, options.confirm, stateOf(hostFile, world), world)
    if (onlyConfirms) return EXIT.ok
    const overrides = overriding(options.overridden)
    const revision = await machineOf(world).revision(folder)
    const upgrade = options.upgrade ?? 'break'
    const meant = clusters.filter(({ name }) => approved === undefined || approved.has(name))
    const work = eachCluster(meant, world, async (cluster) => {
      const plan = approved?.get(cluster.name)
      const open = await openToChange(cluster, hostFile, folder, world)
      try {
        const approvalsHost = hostFile.clusters.get(cluster.name)?.approvals
        const rule = signatureRule(approvalsHost, options.allowedSigners, folder, world)
        const approvals = rule === undefined ? undefined : await countSignatures(rule, saved, world)
        if (approvals !== undefined && approvals.by.length > 0)
          world.stdout.write(`${cluster.name}: signed by ${approvals.by.join(', ')}\n`)
        const taking = { approvals: approvalsHost, options, revision, overrides }
        return (
          (await goOnTakingBack(open, taking, world)) ??
          (await carryOut(open, { ...taking, upgrade, signed: approvals, plan }, world))
        )
      } finally {
        await open.close()
      }
    })
    const exitCode = await (approved === undefined ? failingWithMissing(work, hostFile, desired, world) : work)
    warnOfUnused(overrides, meant, world)
    return approved === undefined ? withMissing(exitCode, hostFile, desired, world) : exitCode
  },
})

interface Called extends TakingBack {
  readonly upgrade: UpgradeStrategy
  readonly signed: Approvals | undefined
  /** What somebody approved; what is planned now unless given. */
  readonly plan: ApprovedPlan | undefined
}

async function carryOut(open: WritableCluster, called: Called, world: World): Promise<ExitCode> {
  const { options, revision, upgrade, signed, plan, overrides } = called
  if (plan === undefined && options.quiet !== true) await showPlan(open, world, options.color, upgrade)
  const setup = applySetup(open, {
    command: 'apply',
    ...(revision === undefined ? {} : { revision }),
    stop: world.stop,
    upgrade,
    ...(plan === undefined ? {} : { approved: plan }),
    ...(signed === undefined ? {} : { approvals: signed }),
    overrides,
  })
  const { outcome, exitCode } = await reportRun(setup, world, options)
  return isUnwell(outcome) ? takeBack(open, called, world) : exitCode
}

/** What is carried out: a saved plan, or what a folder describes. Other commands take a folder there, so this one does. */
async function targetOf(
  given: string | undefined,
  path: string | undefined,
  world: World,
): Promise<{ readonly file: string | undefined; readonly path: readonly string[] }> {
  const named = path === undefined ? [] : [path]
  if (given === undefined) return { file: undefined, path: named }
  const isFolder = await stat(resolve(world.cwd, given)).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isFolder ? { file: undefined, path: [...named, given] } : { file: given, path: named }
}

/** Writes a confirmation into the journal of the one cluster that it is about. */
async function confirmAt(
  clusters: readonly Cluster[],
  step: string | undefined,
  { store, leases }: State,
  world: World,
): Promise<void> {
  if (step === undefined) return
  const [cluster, ...others] = clusters
  if (cluster === undefined || others.length > 0) throw new UsageError('--confirm is about one cluster: add --cluster')
  const { clock, who: by } = machineOf(world)
  const confirmation = { cluster: cluster.name, step, by, run: newRun() }
  const problem = await confirmStep(confirmation, store, leases, clock)
  if (problem !== undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `nothing was confirmed: ${problem}`,
      '"pader journal" shows what the run is waiting for',
    )
  world.stdout.write(`${cluster.name}: "${step}" is confirmed by ${by}\n`)
}

/** The plans that somebody approved; without a file, what is planned now counts as approved by `--yes`. */
async function readSaved(file: string | undefined, yes: boolean, world: World): Promise<SavedFile | undefined> {
  if (file !== undefined) return readPlanFile(file, world)
  if (yes) return undefined
  throw new UsageError('name a plan that "pader plan --save FILE" wrote, or use --yes to carry out what is planned now')
}

async function showPlan(
  open: LookingPorts & PlanInputs,
  world: World,
  color: ColorChoice | undefined,
  upgrade: UpgradeStrategy,
): Promise<void> {
  const { cluster: observed } = await observeOrFail(open, world)
  const plan = makePlan(open, observed, upgrade)
  world.stdout.write(`${planText(plan, appearanceOf(world.stdout, world.env, color))}\n`)
  for (const warning of warningsOf(plan, open, { observed, behind: [] }))
    world.stderr.write(`pader: warning: ${warning}\n`)
}
