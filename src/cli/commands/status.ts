import type { HostFile } from '../../appliance/host-file.ts'
import type { ExitCode } from '../../report/exit-code.ts'
import type { ClusterHealth } from '../../report/status/health.ts'
import { statusJson } from '../../report/status/json.ts'
import { nagiosReport, nagiosUnknown } from '../../report/status/nagios.ts'
import { statusText } from '../../report/status/text.ts'
import { timeText } from '../../source/time-text.ts'
import { verdictOn } from '../../report/status/verdict.ts'
import { worstOf } from '../../report/worst-exit-code.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { readDesired, type Desired } from '../gateway/desired.ts'
import { readHostFile } from '../gateway/host.ts'
import { missingClusters, withMissing } from '../gateway/missing-clusters.ts'
import { hostConfigOption, type HostOptions } from '../options/host-config.ts'
import { calmPeriod, numberOf } from '../options/number.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption, nowOption, type RepositoryOptions } from '../options/repository.ts'
import { withProgress } from '../output/progress.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { machineOf } from '../process/machine.ts'
import { gatherHealth } from '../status/gather.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader status`: how each cluster and each node is, what was done last, and whether anything waits for a person. */
export const command = defineCommand({
  examples: [
    ['pader status', 'the state of every cluster'],
    ['pader status --nagios --cluster two-site', 'one line, as a monitoring plug-in prints it'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")')
      .addOption(hostConfigOption())
      .addOption(clusterOption())
      .option('--all-nodes', 'list every node, no matter how many there are')
      .option('--nagios', 'print one line and exit as a monitoring plug-in: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN')
      .option('--watch', 'keep updating until stopped')
      .option('--every <seconds>', 'with --watch: interval between updates', numberOf('--every', calmPeriod), 30)
      .addOption(nowOption),

  run: async ({ positional: [paths], options }, world) => {
    if (options.nagios) return asPlugin(paths, options, world)
    for (;;) {
      const { clusters, hostFile, desired } = await withProgress(world, async (progress) =>
        lookAll(paths, options, world, progress.say.bind(progress)),
      )
      if (options.watch) beginScreen(world)
      await publish(
        readTargets(options.output, FORMATS),
        {
          text: (look) => clusters.map((one) => statusText(one, look, { all: options.allNodes ?? false })).join('\n'),
          json: () => statusJson(clusters),
        },
        world,
        options.color,
      )
      const ended = worstOf(clusters.map((one) => verdictOn(one).exitCode))
      const exitCode = await withMissing(ended, hostFile, desired, world)
      if (!options.watch) return exitCode
      await machineOf(world).clock.sleep(options.every * 1000, world.stop)
      if (world.stop.aborted) return exitCode
    }
  },
})

/** How the clusters are, and what they were looked for by. */
interface Looked {
  readonly clusters: readonly ClusterHealth[]
  readonly hostFile: HostFile
  readonly desired: Desired
}

async function lookAll(
  paths: readonly string[],
  options: HostOptions & RepositoryOptions,
  world: World,
  say?: (what: string) => void,
): Promise<Looked> {
  const hostFile = await readHostFile(options.hostConfig, world)
  const desired = await readDesired(paths, options, world)
  // One cluster after the other would make the person on call wait for the slowest of each.
  const clusters = await Promise.all(
    desired.clusters.map(async (cluster) => gatherHealth(cluster, hostFile, desired.folder, world, say)),
  )
  return { clusters, hostFile, desired }
}

/** Whatever goes wrong, a monitoring plug-in says one line and one of four exit codes. */
async function asPlugin(
  paths: readonly string[],
  options: HostOptions & RepositoryOptions,
  world: World,
): Promise<ExitCode> {
  const quiet = { ...world, stderr: { ...world.stderr, write: () => undefined } }
  const report = await lookAll(paths, options, quiet)
    .then(({ clusters, hostFile, desired }) => nagiosReport(clusters, missingClusters(hostFile, desired)))
    .catch((error: unknown) => {
      if (error instanceof CommandFailure) return nagiosUnknown(error.inOneLine)
      if (error instanceof UsageError) return nagiosUnknown(error.message)
      return nagiosUnknown(`internal error: ${error instanceof Error ? error.message : String(error)}`)
    })
  world.stdout.write(report.output)
  return report.exitCode
}

/** A terminal is cleared; in a pipe the looks follow each other, each with its time. */
function beginScreen(world: World): void {
  if (world.stdout.isTerminal) world.stdout.write('\u001b[2J\u001b[H')
  world.stdout.write(`${timeText(world.now().toISOString())}\n\n`)
}
