import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { listBackups, pruneBackups, USUAL_RETENTION } from '../backup/keep.ts'
import { rehearse } from '../backup/rehearse.ts'
import { takeBackup } from '../backup/take.ts'
import { verifyBackup } from '../backup/verify.ts'
import { UsageError, type Command } from '../command.ts'
import { readDesired } from '../gateway/desired.ts'
import { eachCluster } from '../gateway/each-cluster.ts'
import { openCluster, type OpenCluster } from '../gateway/open-cluster.ts'
import type { ExitCode } from '../../report/exit-code.ts'
import type { World } from '../world.ts'

type Options = Readonly<Record<string, unknown>>

/** What can be done with backups, by its name on the command line. */
const ACTIONS: Readonly<
  Record<string, (open: OpenCluster, id: string | undefined, options: Options, world: World) => Promise<ExitCode>>
> = {
  take: takeBackup,
  list: listBackups,
  verify: verifyBackup,
  rehearse,
  prune: pruneBackups,
}

/** `pader backup take|list|verify|rehearse|prune`: copies of whole clusters, proved to be readable. */
export const command: Command = {
  examples: [
    ['pader backup take --if-older 24', 'what a timer runs every hour, before pader backup prune --yes'],
    ['pader backup rehearse --cluster two-site', 'what a restore would bring back'],
  ],
  configure: (parser) =>
    parser
      .argument('<action>', 'take, list, verify, rehearse or prune')
      .argument(
        '[id]',
        'with verify and rehearse: which backup, by the first digits of its digest; the newest unless given',
      )
      .option('--path <folder>', 'a folder of clusters, or a cluster (default "clusters")')
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--if-older <hours>', 'with take: only if the newest backup is older than that')
      .option('--keep-last <number>', 'with prune: the newest so many stay', String(USUAL_RETENTION.last))
      .option(
        '--keep-days <number>',
        'with prune: one for each of the last so many days stays',
        String(USUAL_RETENTION.days),
      )
      .option('--yes', 'with prune: delete; without it they are only named')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional: [name = '', id], options }, world) => {
    const action = ACTIONS[name]
    if (action === undefined) throw new UsageError(`backup takes ${Object.keys(ACTIONS).join(', ')}, not "${name}"`)
    const hostFile = await readHostFile(options['hostConfig'], world)
    const path = typeof options['path'] === 'string' ? [options['path']] : []
    const { clusters, folder } = await readDesired(path, options, world)
    if (id !== undefined && clusters.length > 1) throw new UsageError('an id is about one cluster: add --cluster')
    return eachCluster(clusters, world, async (cluster) => {
      const open = await openCluster(cluster, hostFile, folder, world)
      try {
        return await action(open, id, options, world)
      } finally {
        await open.close()
      }
    })
  },
}
