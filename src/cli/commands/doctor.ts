import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { diagnose, worstFirst } from '../../doctor/diagnose.ts'
import type { LogText } from '../../doctor/evidence.ts'
import type { Finding } from '../../doctor/finding.ts'
import { engineFindings } from '../../doctor/findings/engines.ts'
import { readLogs } from '../../doctor/log/read-logs.ts'
import { siteOf, unknownSite } from '../../doctor/site.ts'
import type { Cluster } from '../../model/fleet.ts'
import { diagnosisText } from '../../report/doctor/text.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { examine, type Examined } from '../doctor/examine.ts'
import { onlyCluster, readDesired } from '../gateway/desired.ts'
import { colorOption } from '../options/output.ts'
import { collect } from '../options/repeatable.ts'
import { clusterOption, type ClusterOptions } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import { whyInWords } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'

const largestLog = 256 * 1024 * 1024

/** `pader doctor`: what logs and clocks say is wrong, why, and what to do. */
export const command = defineCommand({
  examples: [
    ['pader doctor --log mwg-coordinator.errors.log clusters/two-site', 'what a log means for this cluster'],
    ['pader doctor --log - < audit.log', 'the same, read from standard input'],
    ['pader doctor --cluster two-site --host-config host.yaml clusters', 'query the appliances too'],
  ],
  configure: (parser) =>
    parser
      .argument('[path...]', 'a folder of clusters, or individual clusters, to interpret the logs with')
      .option('--log <file>', 'a coordinator or audit log, or "-" for standard input; repeatable', collect)
      .addOption(clusterOption('the cluster that the logs come from'))
      .option(
        '--host-config <file>',
        'query the appliances too: who answers, what they hold, clocks, coordinator and audit logs',
      )
      .option('--preflight', 'with --host-config: try every listener and REST port from this machine')
      .option('--engines <file>', 'engine versions read by monitoring: one line per node, with its name and version')
      .option('--product <version>', 'product version for the commands to show, if no YAML states it')
      .option('--robot <user>', 'an account whose changes do not count as drift; repeatable', collect)
      .addOption(colorOption),

  run: async ({ positional: [paths], options }, world) => {
    const { log: files = [], robot = [], hostConfig } = options
    const asks = hostConfig !== undefined
    if (files.length === 0 && !asks)
      throw new UsageError('give logs with --log, or --host-config to ask the appliances')
    const chosen = paths.length > 0 || asks ? await clusterFor(paths, options, world) : undefined
    const logs: LogText[] = []
    for (const file of files) logs.push(await readLogFile(file, world))
    const preflight = options.preflight === true
    const asked = asks && chosen !== undefined ? await examine(chosen, hostConfig, { preflight }, world) : nothingAsked
    const read = readLogs([...logs, ...asked.logs])
    const site = chosen === undefined ? unknownSite(options.product) : siteOf(chosen.cluster)
    const robots = new Set([...robot, ...asked.robots])
    const findings = worstFirst([
      ...asked.findings,
      ...diagnose(read, site, robots),
      ...(await enginesIn(options.engines, chosen, world)),
    ])
    const diagnosis = { findings, lines: read.lines, lease: asked.lease, ports: asked.ports, unknown: read.unknown }
    world.stdout.write(diagnosisText(diagnosis, appearanceOf(world.stdout, world.env, options.color)))
    return exitCodeOf(findings, asked)
  },
})

/** That nothing was found of what could not be looked at says nothing. */
function exitCodeOf(findings: readonly Finding[], { isSeen }: Examined): ExitCode {
  if (findings.some(({ severity }) => severity !== 'info')) return EXIT.changes
  return isSeen ? EXIT.ok : EXIT.unreachable
}

const nothingAsked: Examined = { logs: [], findings: [], robots: [], isSeen: true }

async function enginesIn(
  file: string | undefined,
  chosen: Chosen | undefined,
  world: World,
): Promise<readonly Finding[]> {
  if (file === undefined) return []
  if (chosen === undefined) throw new UsageError('--engines needs the cluster, for its update groups: name its folder')
  return engineFindings((await readLogFile(file, world)).text, chosen.cluster)
}

interface Chosen {
  readonly cluster: Cluster
  readonly folder: string
}

async function clusterFor(paths: readonly string[], options: ClusterOptions, world: World): Promise<Chosen> {
  const { clusters, folder } = await readDesired(paths, options, world)
  return { cluster: onlyCluster(clusters, 'which one the logs are from'), folder }
}

async function readLogFile(file: string, world: World): Promise<LogText> {
  if (file === '-')
    return { name: 'standard input', text: await readAll(createReadStream('', { fd: 0, autoClose: false })) }
  try {
    const bytes = await readFile(resolve(world.cwd, file))
    if (bytes.byteLength > largestLog) throw new Error(`it is larger than ${largestLog} bytes`)
    return { name: file, text: bytes.toString('utf8') }
  } catch (error) {
    throw new CommandFailure(
      EXIT.invalid,
      `cannot read the log "${file}": ${whyInWords(error)}`,
      'name a file that can be read, or - for standard input',
    )
  }
}
