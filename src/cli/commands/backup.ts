import { readHostFile } from '../gateway/host.ts'
import {
  deleteOption,
  keepDaysOption,
  keepLastOption,
  listBackups,
  pruneBackups,
  type PruneOptions,
} from '../backup/keep.ts'
import { rehearse } from '../backup/rehearse.ts'
import { ifOlderOption, takeBackup, type TakeOptions } from '../backup/take.ts'
import { verifyBackup } from '../backup/verify.ts'
import { defineCommand, UsageError } from '../command.ts'
import { readDesired } from '../gateway/desired.ts'
import { eachCluster } from '../gateway/each-cluster.ts'
import { failingWithMissing, withMissing } from '../gateway/missing-clusters.ts'
import { openCluster, type OpenCluster } from '../gateway/open-cluster.ts'
import type { ExitCode } from '../../report/exit-code.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption, type ColorOptions } from '../options/output.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import type { World } from '../world.ts'
import { tableOf } from '../../source/table.ts'

/** What can be done with backups, by its name on the command line. */
const ACTIONS = tableOf<(open: OpenCluster, asked: Asked, world: World) => Promise<ExitCode>>({
  take: takeBackup,
  list: async (open, _asked, world) => listBackups(open, world),
  verify: async (open, { id }, world) => verifyBackup(open, id, world),
  rehearse,
  prune: pruneBackups,
})

interface Asked extends TakeOptions, PruneOptions, ColorOptions {
  /** Which backup is meant, where it is not the newest. */
  readonly id: string | undefined
}

/** `pader backup take|list|verify|rehearse|prune`: copies of whole clusters, proved to be readable. */
export const command = defineCommand({
  examples: [
    ['pader backup take --if-older 24', 'for an hourly timer, before pader backup prune --yes'],
    ['pader backup rehearse --cluster two-site', 'show what a restore would bring back'],
  ],
  configure: (parser) =>
    parser
      .argument('<action>', 'take, list, verify, rehearse or prune')
      .argument('[id]', 'with verify and rehearse: first digits of the digest of a backup (default: the newest)')
      .option('--path <folder>', 'a folder of clusters, or a single cluster (default: "clusters")')
      .addOption(hostConfigOption())
      .addOption(clusterOption())
      .addOption(colorOption)
      .addOption(ifOlderOption)
      .addOption(keepLastOption)
      .addOption(keepDaysOption)
      .addOption(deleteOption)
      .addOption(nowOption),

  run: async ({ positional: [name, id], options }, world) => {
    const action = ACTIONS.get(name)
    if (action === undefined) throw new UsageError(`backup takes ${[...ACTIONS.keys()].join(', ')}, not "${name}"`)
    const hostFile = await readHostFile(options.hostConfig, world)
    const path = options.path === undefined ? [] : [options.path]
    const desired = await readDesired(path, options, world)
    const { clusters, folder } = desired
    if (id !== undefined && clusters.length > 1) throw new UsageError('an id is about one cluster: add --cluster')
    const work = eachCluster(clusters, world, async (cluster) => {
      const open = await openCluster(cluster, hostFile, folder, world)
      try {
        return await action(open, { ...options, id }, world)
      } finally {
        await open.close()
      }
    })
    const ended = await failingWithMissing(work, hostFile, desired, world)
    return withMissing(ended, hostFile, desired, world)
  },
})
