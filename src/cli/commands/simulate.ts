import { Argument, Option } from 'commander'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { locationLosses, lossOfNodes, nodeLosses } from '../../report/loss/harm.ts'
import { lossView } from '../../report/loss/view.ts'
import { dot } from '../../report/topology/dot.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { lossJson, lossText, type LossReport } from '../../report/loss/loss.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import { onlyView } from '../output/only-view.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { openRepository } from '../repository/clusters.ts'
import { unknownName } from '../repository/unknown-name.ts'

const FORMATS: readonly Format[] = ['text', 'json', 'svg', 'mermaid', 'dot']

/** `pader simulate loss`: what the loss of nodes or locations would do. */
export const command = defineCommand({
  examples: [
    ['pader simulate loss', 'every single loss that does harm, worst first'],
    ['pader simulate loss --k 2', 'every pair of nodes as well'],
    ['pader simulate loss tokyo', 'a whole location'],
    [
      'pader simulate loss tokyo --cluster two-site --output svg=loss.svg',
      'the same as a drawing; of several losses, the worst',
    ],
    ['pader simulate loss tokyo-1 newyork-1 --cluster two-site', 'these nodes together'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .addArgument(new Argument('<what>', 'what to simulate').choices(['loss']))
      .argument('[name...]', 'nodes that are lost together, or a location; without one, every single loss')
      .addOption(clusterOption())
      .option('--locations', 'simulate the loss of whole locations, one at a time')
      .addOption(new Option('--k <number>', 'number of nodes lost at once').choices(['1', '2']).default('1')),

  run: async ({ positional: [, names], options }, world) => {
    const k = options.k === '2' ? 2 : 1
    const targets = readTargets(options.output, FORMATS)
    const { compiled } = await openRepository([], options, world)
    const { clusters } = compiled.fleet
    const reports =
      names.length > 0
        ? named(clusters, names)
        : clusters.map((cluster) => (options.locations ? locationLosses(cluster) : nodeLosses(cluster, k)))
    const drawings = new Map(clusters.map((cluster) => [String(cluster.name), cluster]))
    const views = reports.flatMap(({ cluster, losses }) => {
      const drawn = drawings.get(cluster)
      return drawn === undefined ? [] : [lossView(drawn, losses[0])]
    })
    await publish(
      targets,
      {
        text: (look) => lossText(reports, look),
        json: () => lossJson(reports),
        // The library that lays out drawings is loaded by those who draw.
        svg: async () => (await import('../../report/topology/svg.ts')).svg(onlyView(views)),
        mermaid: () => mermaid(onlyView(views)),
        dot: () => views.map(dot).join(''),
      },
      world,
      options.color,
    )
    return EXIT.ok
  },
})

/** The loss of what was named: one location, or nodes of one cluster together. */
function named(clusters: readonly Cluster[], names: readonly string[]): readonly LossReport[] {
  const [first = '', ...others] = names
  const places = clusters.filter(({ locations }) => others.length === 0 && locations.some(({ name }) => name === first))
  if (places.length > 0) return places.map((cluster) => locationLosses(cluster, first))
  const homes = clusters.filter(({ nodes }) => names.every((name) => nodes.some((node) => node.name === name)))
  if (homes.length === 0) {
    const nodes = clusters.flatMap((cluster) => cluster.nodes.map(({ name }) => String(name)))
    const wrong = names.find((name) => !nodes.includes(name))
    if (wrong === undefined)
      throw new CommandFailure(EXIT.usage, `${names.join(' and ')} are not nodes of one cluster`, 'name those of one')
    const locations = clusters.flatMap((cluster) => cluster.locations.map(({ name }) => String(name)))
    throw unknownName('location or node', wrong, [...locations, ...nodes])
  }
  return homes.map((cluster) =>
    lossOfNodes(
      cluster,
      cluster.nodes.filter(({ name }) => names.includes(name)).map(({ name }) => name),
    ),
  )
}
