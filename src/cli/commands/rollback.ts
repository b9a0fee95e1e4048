import type { Command as Parser } from 'commander'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import type { Gateway } from '../../appliance/port.ts'
import { CommandFailure, defineCommand, UsageError, type OptionsOf } from '../command.ts'
import { onlyCluster, readDesired } from '../gateway/desired.ts'
import { readHostFile } from '../gateway/host.ts'
import { makePlan } from '../gateway/make-plan.ts'
import { openCluster, openToChange, type ClusterOpener } from '../gateway/open-cluster.ts'
import { overriding, type Overrides } from '../gateway/overrides.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption } from '../options/output.ts'
import { addOverrides, warnOfUnused } from '../options/overrides.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import { quietOption, summaryOption } from '../options/run-report.ts'
import { machineOf } from '../process/machine.ts'
import { goBack, mayGoBackAlone, plannedBy, showBack, whyOption } from '../rollback/go-back.ts'
import { leavingUnread } from '../rollback/leaving-unread.ts'
import type { PreparedRollback } from '../rollback/prepared-rollback.ts'
import { restoreByHand } from '../rollback/to-backup.ts'
import { clusterAt } from '../rollback/to-commit.ts'
import { undoRollout } from '../rollback/undo-rollout.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'

/** `pader rollback`: back to what was there before, as a plan with proofs of its own; the bad commit is held. */
export const command = defineCommand({
  examples: [
    ['pader rollback --cluster two-site', 'show how the newest run would be rolled back'],
    [
      "pader rollback --cluster two-site --to HEAD~1 --yes --why 'users in Tokyo are cut off'",
      'roll back to what an earlier commit says',
    ],
  ],
  configure: (parser) =>
    addRollbackOptions(parser).argument('[path...]', 'a folder of clusters, or a single cluster (default: "clusters")'),

  run: async ({ positional: [paths], options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    if (options.to !== undefined && options.toBackup !== undefined)
      throw new UsageError('say either --to COMMIT or --to-backup ID')
    const asked: AskedWay = { paths, options, hostFile, overrides: overriding(options.overridden) }
    if (!options.yes) return alongWay(openCluster, asked, world, async (way) => showBack(way, asked, world))
    return alongWay(openToChange, asked, world, async (way) => {
      demandAlone(hostFile, way.open.cluster.name)
      return goBack(way, asked, world)
    })
  },
})

/** Adds what `pader rollback` can be told. */
function addRollbackOptions(parser: Parser) {
  return addOverrides(parser)
    .option(
      '--to <commit>',
      'roll back to what this commit says; without it, the newest run is rolled back, with the runs it continued',
    )
    .option(
      '--to-backup <id>',
      'a backup from "pader backup list": show how to restore it by hand, and check whether that was done',
    )
    .addOption(hostConfigOption())
    .addOption(clusterOption())
    .addOption(whyOption)
    .option('--yes', 'carry out what is planned now; without it, the plan is only shown')
    .addOption(quietOption)
    .addOption(summaryOption)
    .addOption(colorOption)
    .addOption(nowOption)
}

/** Which way back is meant, and which guards are overridden on it. */
interface AskedWay {
  readonly overrides: Overrides
  readonly paths: readonly string[]
  readonly options: OptionsOf<typeof addRollbackOptions>
  readonly hostFile: HostFile
}

/** Opens the cluster, to look or to change it, and does something with the way back. */
async function alongWay<Way extends Gateway>(
  open: ClusterOpener<Way>,
  asked: AskedWay,
  world: World,
  work: (way: PreparedRollback<Way>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const way = await wayBack(open, asked, world)
  if (typeof way === 'number') return way
  try {
    return await work(way)
  } finally {
    await way.open.close()
    warnOfUnused(asked.overrides, [way.open.cluster], world)
  }
}

/** A rollback is planned on the spot, so that nobody can have signed it: whether it may do without is decided beforehand. */
function demandAlone({ clusters }: HostFile, cluster: string): void {
  const approvals = clusters.get(cluster)?.approvals
  if (mayGoBackAlone(approvals)) return
  throw new CommandFailure(
    EXIT.guarded,
    `GUARD-APPROVALS: a rollback is planned on the spot and carries no signature, and the host file demands ${approvals?.count ?? 1} for "${cluster}"`,
    'revert the commit in the repository and have that plan signed, or set "rollbackAlone: true" in the host file for whoever is on call',
  )
}

async function wayBack<Way extends Gateway>(
  opener: ClusterOpener<Way>,
  { paths, options, hostFile, overrides }: AskedWay,
  world: World,
): Promise<PreparedRollback<Way> | ExitCode> {
  if (options.to !== undefined) {
    const { cluster, commit, folder, unread } = await clusterAt(
      options.to,
      paths,
      options,
      stateOf(hostFile, world).store,
      world,
    )
    // Whoever goes back wants to be back everywhere at once.
    const { canary: _spread, ...open } = await opener(cluster, hostFile, folder, world)
    const bad = [open.applied.revision, await machineOf(world).revision(folder)]
    return {
      open,
      words: `to commit ${commit.slice(0, 12)}`,
      plan: (observed) => leavingUnread(makePlan(open, observed), unread),
      planned: plannedBy(open, overrides),
      revision: commit,
      bad: [...new Set(bad.filter((one) => one !== undefined && one !== commit))].map(String),
    }
  }
  const { clusters, folder } = await readDesired(paths, options, world)
  const open = await opener(onlyCluster(clusters, 'which one'), hostFile, folder, world)
  if (options.toBackup !== undefined) {
    try {
      return await restoreByHand(open, options.toBackup, world)
    } finally {
      await open.close()
    }
  }
  const back = await undoRollout(open, await machineOf(world).revision(folder), world)
  return { ...back, planned: plannedBy(open, overrides) }
}
