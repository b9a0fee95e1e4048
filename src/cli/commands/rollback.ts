import { overrideFlags } from '../../plan/hear-guards.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import type { Gateway } from '../../appliance/port.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { onlyCluster, readDesired } from '../gateway/desired.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { makePlan } from '../gateway/make-plan.ts'
import { openCluster, openToChange, type ClusterOpener } from '../gateway/open-cluster.ts'
import { overriddenBy, warnOfUnused } from '../gateway/overrides.ts'
import { groundOf } from '../process/ground.ts'
import { goBack, mayGoBackAlone, plannedBy, showBack, type Overrides } from '../rollback/go-back.ts'
import type { WayBack } from '../rollback/ground.ts'
import { restoreByHand } from '../rollback/to-backup.ts'
import { clusterAt } from '../rollback/to-commit.ts'
import { undoRollout } from '../rollback/undo-rollout.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'

/** `pader rollback`: back to what was there before, as a plan with proofs of its own; the bad commit is held. */
export const command: Command = {
  examples: [
    ['pader rollback --cluster two-site', 'show the way back from the newest run'],
    [
      "pader rollback --cluster two-site --to HEAD~1 --yes --why 'users in Tokyo are cut off'",
      'bring it to what an earlier commit says',
    ],
  ],
  configure: (parser) => {
    for (const flag of overrideFlags) parser.option(flag, 'override the guard of that name')
    parser
      .argument('[path...]', 'a folder of clusters, or one cluster (default "clusters")')
      .option(
        '--to <commit>',
        'bring the cluster to what this commit says; without it the newest run is taken back, with those it went on with',
      )
      .option(
        '--to-backup <id>',
        'a backup of "pader backup list": how to restore it by hand, and whether that was done',
      )
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--why <reason>', 'what whoever meets the held commit should know')
      .option('--yes', 'carry out what is planned now; without it the plan is only shown')
      .option('--quiet', 'do not print the plan before it is carried out')
      .option('--summary', 'of the progress, print what each phase is and how it ended')
      .option('--color <when>', 'colour the text: auto, always or never', 'auto')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)')
  },

  run: async ({ positional, options }, world) => {
    const hostFile = await readHostFile(options['hostConfig'], world)
    if (options['to'] !== undefined && options['toBackup'] !== undefined)
      throw new UsageError('say either --to COMMIT or --to-backup ID')
    const overridden = overriddenBy(options)
    const used = new Set<string>()
    const asked: AskedWay = { paths: positional, options, hostFile, overridden, used }
    if (options['yes'] !== true) return alongWay(openCluster, asked, world, async (way) => showBack(way, asked, world))
    return alongWay(openToChange, asked, world, async (way) => {
      demandAlone(hostFile, way.open.cluster.name)
      return goBack(way, asked, world)
    })
  },
}

/** Which way back is meant, and which guards are overridden on it. */
interface AskedWay extends Overrides {
  readonly paths: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  readonly hostFile: HostFile
}

/** Opens the cluster, to look or to change it, and does something with the way back. */
async function alongWay<Way extends Gateway>(
  open: ClusterOpener<Way>,
  asked: AskedWay,
  world: World,
  work: (way: WayBack<Way>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const way = await wayBack(open, asked, world)
  if (typeof way === 'number') return way
  try {
    return await work(way)
  } finally {
    await way.open.close()
    warnOfUnused(asked.overridden, asked.used, world)
  }
}

/** A rollback is planned on the spot, so that nobody can have signed it: whether it may do without is decided beforehand. */
function demandAlone({ clusters }: HostFile, cluster: string): void {
  const approvals = clusters.get(cluster)?.approvals
  if (mayGoBackAlone(approvals)) return
  throw new CommandFailure(
    EXIT.guarded,
    `GUARD-APPROVALS: a rollback is planned on the spot and carries no signature, and the host file demands ${approvals?.count ?? 1} for "${cluster}"`,
    'take the commit back in the repository and let that plan be signed, or let the host file say "rollbackAlone: true" for whoever is on call',
  )
}

async function wayBack<Way extends Gateway>(
  opener: ClusterOpener<Way>,
  { paths, options, hostFile, ...overrides }: AskedWay,
  world: World,
): Promise<WayBack<Way> | ExitCode> {
  if (typeof options['to'] === 'string') {
    const { cluster, commit, folder } = await clusterAt(
      options['to'],
      paths,
      options,
      stateOf(hostFile, world).store,
      world,
    )
    // Whoever goes back wants to be back everywhere at once.
    const { canary: _spread, ...open } = await opener(cluster, hostFile, folder, world)
    const bad = [open.applied.revision, await groundOf(world).revision(folder)]
    return {
      open,
      words: `to commit ${commit.slice(0, 12)}`,
      plan: (observed) => makePlan(open, observed),
      planned: plannedBy(open, overrides),
      revision: commit,
      bad: [...new Set(bad.filter((one) => one !== undefined && one !== commit))].map(String),
    }
  }
  const { clusters, folder } = await readDesired(paths, options, world)
  const open = await opener(onlyCluster(clusters, 'which one'), hostFile, folder, world)
  if (typeof options['toBackup'] === 'string') {
    try {
      return await restoreByHand(open, options['toBackup'], world)
    } finally {
      await open.close()
    }
  }
  const back = await undoRollout(open, await groundOf(world).revision(folder))
  return { ...back, planned: plannedBy(open, overrides) }
}
