import type { Command as Parser } from 'commander'
import type { HostFile } from '../../appliance/host-file.ts'
import type { Plan } from '../../plan/plan.ts'
import { holdOn, remedyOf } from '../../reconcile/locks/hold.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { planBrief } from '../../report/plan/brief.ts'
import { gitlabPlan, plansJson } from '../../report/plan/json.ts'
import { planText } from '../../report/plan/text.ts'
import { topologyText } from '../../report/topology/text.ts'
import { viewOf } from '../../report/topology/view.ts'
import { defineCommand, UsageError, type OptionsOf } from '../command.ts'
import { readDesired } from '../gateway/desired.ts'
import { eachCluster, endingWith } from '../gateway/each-cluster.ts'
import { hearNodes } from '../gateway/hear-nodes.ts'
import { readHostFile } from '../gateway/host.ts'
import { makePlan, objectionsTo, warningsOf } from '../gateway/make-plan.ts'
import { failingWithMissing, withMissing } from '../gateway/missing-clusters.ts'
import { notAllKnown, observeOrFail } from '../gateway/observe-or-fail.ts'
import { objectedTo } from '../gateway/objected-to.ts'
import { openCluster, type OpenCluster } from '../gateway/open-cluster.ts'
import { overriding } from '../gateway/overrides.ts'
import { newRun } from '../gateway/new-run.ts'
import { obstacleOf } from '../gateway/obstacle.ts'
import { savePlans, type MadePlan } from '../gateway/saved-plan.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import { upgradeOption } from '../options/upgrade.ts'
import { withProgress, type Progress } from '../output/progress.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { machineOf } from '../process/machine.ts'
import { readVersion } from '../process/read-version.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json', 'gitlab-plan']

/** `pader plan`: what an apply would do, and why it is safe. It sends nothing that changes anything. */
export const command = defineCommand({
  examples: [
    ['pader plan', 'what an apply would do, and why it is safe'],
    ['pader plan --save plan.json', 'save it for pader apply plan.json'],
    ['pader plan --save plan.json --sign ~/.ssh/id_ed25519', 'and sign it'],
    ['pader plan --summary --picture', 'one line per phase, below a drawing of the topology'],
  ],
  configure: (parser) =>
    addPlanOptions(parser).argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")'),

  run: ({ positional: [paths], options }, world) =>
    withProgress(world, (progress) => planClusters(paths, options, world, progress)),
})

/** Adds what `pader plan` can be told. */
function addPlanOptions(parser: Parser) {
  return parser
    .addOption(outputOption(FORMATS))
    .addOption(colorOption)
    .addOption(hostConfigOption())
    .option('--save <file>', 'save the plan, so that "pader apply FILE" carries out exactly this plan')
    .option('--sign <key>', 'sign the saved plan with this SSH key, in FILE.sig; others sign with "pader approve"')
    .addOption(clusterOption())
    .option('--summary', 'one line per phase and whether it is safe, without the changes')
    .option('--picture', 'draw the topology above the plan')
    .addOption(upgradeOption)
    .addOption(nowOption)
}

async function planClusters(
  paths: readonly string[],
  options: OptionsOf<typeof addPlanOptions>,
  world: World,
  progress: Progress,
): Promise<ExitCode> {
  const targets = readTargets(options.output, FORMATS)
  const upgrade = options.upgrade ?? 'break'
  if (options.sign !== undefined && options.save === undefined)
    throw new UsageError('--sign signs what --save keeps: add --save FILE')
  const hostFile = await readHostFile(options.hostConfig, world)
  const desired = await readDesired(paths, options, world)
  const { clusters, folder } = desired
  const revision = await machineOf(world).revision(folder)
  const made: MadePlan[] = []
  const madeBy = readVersion(world.home)
  const unknown: string[] = []
  const objections: string[] = []
  const work = eachCluster(clusters, world, async (cluster) => {
    const open = await openCluster(cluster, hostFile, folder, world)
    try {
      const seen = await observeOrFail(open, world, progress)
      unknown.push(...seen.unknown)
      const { observed, behind, warnings } = await hearNodes(
        open,
        seen,
        makePlan(open, seen.cluster, upgrade),
        progress,
      )
      const plan = makePlan(open, observed, upgrade)
      made.push({ plan, snapshot: seen.snapshot, madeAt: seen.cluster.observedAt, madeBy })
      progress.clear()
      const planContext = { observed, behind }
      objections.push(...objectionsTo(plan, open, planContext, overriding()))
      const obstacle = await obstacleOf(cluster, open, { observed })
      if (obstacle !== undefined) objections.push(`${obstacle.why}; ${obstacle.remedy}`)
      const held = await holdInTheWay(open, revision)
      for (const warning of [...warningsOf(plan, open, planContext), ...warnings, ...held])
        world.stderr.write(`pader: warning: ${warning}\n`)
      if (plan.phases.length > 0) return EXIT.changes
      return plan.blocked.length > 0 ? EXIT.waiting : EXIT.ok
    } finally {
      progress.clear()
      await open.close()
    }
  })
  const endedEach = await failingWithMissing(work, hostFile, desired, world)
  const plans = made.map(({ plan }) => plan)
  await publish(
    targets,
    {
      text: (look) => {
        const drawings = options.picture ? clusters.map((one) => topologyText(viewOf(one), look)) : []
        const print = options.summary ? planBrief : planText
        return [...drawings, ...plans.map((plan) => print(plan, look))].join('\n')
      },
      json: () => plansJson(plans),
      'gitlab-plan': () => gitlabPlan(plans),
    },
    world,
    options.color,
  )
  if (options.save !== undefined) {
    // Whoever applies it would take it for a plan of all of them.
    if (made.length < clusters.length)
      world.stderr.write('pader: warning: nothing is saved: not every cluster has a plan\n')
    else {
      await savePlans(options.save, made, options.sign, world)
      world.stderr.write(`pader: saved: "pader apply ${options.save}" carries out exactly this, or nothing\n`)
    }
  }
  tellOfApprovals(plans, hostFile, options.sign, world)
  const ended = await withMissing(endedEach, hostFile, desired, world)
  const refused = objectedTo('apply', objections)
  if (refused !== undefined) return endingWith(ended, refused, world)
  return unknown.length > 0 ? endingWith(ended, notAllKnown(unknown), world) : ended
}

/** Whoever reads a plan hears that an apply of it would stop at a hold. */
async function holdInTheWay(
  { store, clock, cluster }: Pick<OpenCluster, 'store' | 'clock' | 'cluster'>,
  revision: string | undefined,
): Promise<readonly string[]> {
  const asking = { run: newRun(), ...(revision === undefined ? {} : { revision }) }
  const hold = await holdOn(store, cluster.name, clock.now(), asking)
  return hold === undefined ? [] : [`an apply would stop: on hold by ${hold.by}: ${hold.why}; ${remedyOf(hold)}`]
}

/** Whoever will be refused for want of signatures hears of it while there is time to ask for them. */
function tellOfApprovals(
  plans: readonly Plan[],
  { clusters }: HostFile,
  key: string | undefined,
  { stderr }: World,
): void {
  for (const { cluster, phases } of plans) {
    const demanded = clusters.get(cluster)?.approvals
    if (demanded === undefined || phases.length === 0 || (demanded.count === 1 && key !== undefined)) continue
    const people = demanded.count === 1 ? 'one signature' : `the signatures of ${demanded.count} people`
    stderr.write(
      `pader: an apply to ${cluster} needs ${people}: save the plan with --save FILE --sign KEY; others sign it with "pader approve FILE --sign KEY"\n`,
    )
  }
}
