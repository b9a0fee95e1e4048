import { clusterName } from '../../model/names.ts'
import { setHold } from '../../reconcile/hold.ts'
import { openJournal } from '../../reconcile/journal.ts'
import { EXIT } from '../../report/exit-code.ts'
import { UsageError, type Command } from '../command.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { newRun } from '../gateway/open-cluster.ts'
import { groundOf } from '../process/ground.ts'

/** `pader hold`: no apply and no watch changes the cluster until it is released. */
export const command: Command = {
  examples: [
    [
      "pader hold --cluster two-site --why 'power work in Tokyo' --until 2027-03-31T06:00:00Z",
      'change nothing there meanwhile',
    ],
    ["pader hold --all --why 'incident 4711'", 'change nothing anywhere'],
  ],
  configure: (parser) =>
    parser
      .option('--host-config <file>', `where the state directory is said (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'the cluster to hold')
      .option('--all', 'hold all clusters')
      .requiredOption('--why <reason>', 'what whoever meets the hold should know')
      .option('--until <instant>', 'when the hold ends by itself, for example 2027-03-31T06:00:00Z'),

  run: async ({ options }, world) => {
    const { stateDirectory } = await readHostFile(options['hostConfig'], world)
    const until = readUntil(options['until'])
    const on = heldBy(options)
    const { store: storeIn, clock, who: by } = groundOf(world)
    const store = storeIn(stateDirectory)
    const hold = { by, why: String(options['why']), ...(until === undefined ? {} : { until }) }
    await setHold(store, on, hold)
    if (on !== 'all') {
      const journal = await openJournal(store, clock, on, newRun())
      await journal.add({ kind: 'held', by, why: hold.why })
    }
    world.stdout.write(`on hold: ${on === 'all' ? 'all clusters' : on}, by ${by}${until ? `, until ${until}` : ''}\n`)
    return EXIT.ok
  },
}

/** The cluster that a hold or a release is about; one of the two options has to be given. */
export function heldBy(options: Readonly<Record<string, unknown>>): ReturnType<typeof clusterName> | 'all' {
  const { cluster, all } = options
  if ((typeof cluster === 'string') === (all === true)) throw new UsageError('say either --cluster NAME or --all')
  return typeof cluster === 'string' ? clusterName(cluster) : 'all'
}

function readUntil(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instant)) throw new UsageError('--until takes an instant like 2027-03-31T06:00:00Z')
  return new Date(instant).toISOString()
}
