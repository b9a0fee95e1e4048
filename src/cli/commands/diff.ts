import { differs } from '../../report/diff/difference.ts'
import { diffJson } from '../../report/diff/json.ts'
import { diffText } from '../../report/diff/text.ts'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { gatherDifferences, type Gathered } from '../drift/gather.ts'
import { readDesired } from '../gateway/desired.ts'
import { eachCluster, endingWith } from '../gateway/each-cluster.ts'
import { readHostFile } from '../gateway/host.ts'
import { failingWithMissing, withMissing } from '../gateway/missing-clusters.ts'
import { notAllKnown } from '../gateway/observe-or-fail.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader diff`: what differs from what was applied last, since when, by whom, and what can be done about it. */
export const command = defineCommand({
  examples: [
    ['pader diff', 'what changed since the last apply, and on which side'],
    ['pader diff --cluster two-site --output json', 'the same as JSON'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")')
      .addOption(hostConfigOption())
      .addOption(clusterOption())
      .addOption(nowOption),

  run: async ({ positional: [paths], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const hostFile = await readHostFile(options.hostConfig, world)
    const desired = await readDesired(paths, options, world)
    const { clusters, folder } = desired
    const gathered: Gathered[] = []
    const work = eachCluster(clusters, world, async (cluster) => {
      const found = await gatherDifferences(cluster, hostFile, folder, world)
      gathered.push(found)
      return differs(found.told) ? EXIT.changes : EXIT.ok
    })
    const ended = await failingWithMissing(work, hostFile, desired, world)
    const told = gathered.map((one) => one.told)
    const unknown = gathered.flatMap((one) => one.unknown)
    await publish(
      targets,
      { text: (look) => told.map((one) => diffText(one, look)).join('\n'), json: () => diffJson(told) },
      world,
      options.color,
    )
    const exitCode = await withMissing(ended, hostFile, desired, world)
    return unknown.length > 0 ? endingWith(exitCode, notAllKnown(unknown), world) : exitCode
  },
})
