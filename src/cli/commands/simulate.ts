import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { locationLosses, lossOfNodes, nodeLosses } from '../../report/loss/harm.ts'
import { lossJson, lossText, type LossReport } from '../../report/loss/loss.ts'
import { UsageError, type Command } from '../command.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { openRepository, unknownNode } from '../repository/clusters.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader simulate loss`: what the loss of nodes or locations would do. */
export const command: Command = {
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
      .argument('<what>', 'what to simulate: "loss"')
      .argument('[name...]', 'nodes that are lost together, or a location; every single loss when none is named')
      .option('--cluster <name>', 'only this cluster')
      .option('--locations', 'lose whole locations, one at a time')
      .option('--k <number>', 'how many nodes are lost at once: 1 or 2', '1')
      .addHelpText(
        'before',
        'Examples:\n  pader simulate loss --k 2\n  pader simulate loss tokyo\n  pader simulate loss tokyo-1 newyork-1\n',
      ),

  run: async ({ positional: [what, ...names], options }, world) => {
    if (what !== 'loss') throw new UsageError(`cannot simulate "${what ?? ''}": the one thing that can be is "loss"`)
    if (options['k'] !== '1' && options['k'] !== '2')
      throw new UsageError(`--k takes 1 or 2, not "${String(options['k'])}"`)
    const k = options['k'] === '2' ? 2 : 1
    const targets = readTargets(options['output'], FORMATS)
    const { compiled } = await openRepository([], options, world)
    const { clusters } = compiled.fleet
    const reports =
      names.length > 0
        ? named(clusters, names)
        : clusters.map((cluster) => (options['locations'] === true ? locationLosses(cluster) : nodeLosses(cluster, k)))
    await publish(
      targets,
      { text: (look) => lossText(reports, look), json: () => lossJson(reports) },
      world,
      options['color'],
    )
    return EXIT.ok
  },
}

/** The loss of what was named: one location, or nodes of one cluster together. */
function named(clusters: readonly Cluster[], names: readonly string[]): readonly LossReport[] {
  const [first = '', ...others] = names
  const places = clusters.filter(({ locations }) => others.length === 0 && locations.some(({ name }) => name === first))
  if (places.length > 0) return places.map((cluster) => locationLosses(cluster, first))
  const homes = clusters.filter(({ nodes }) => names.every((name) => nodes.some((node) => node.name === name)))
  if (homes.length === 0) {
    const known = new Set(clusters.flatMap(({ nodes }) => nodes.map((node) => String(node.name))))
    throw unknownNode(clusters, names.find((name) => !known.has(name)) ?? first)
  }
  return homes.map((cluster) =>
    lossOfNodes(
      cluster,
      cluster.nodes.filter(({ name }) => names.includes(name)).map(({ name }) => name),
    ),
  )
}
