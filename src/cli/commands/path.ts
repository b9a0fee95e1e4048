import { nodeName } from '../../model/names.ts'
import { EXIT } from '../../report/exit-code.ts'
import { routeJson, routeText } from '../../report/route/route.ts'
import { clusterGraph } from '../../report/topology/view.ts'
import { route } from '../../topology/path.ts'
import { defineCommand } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { clusterOfNode, openRepository, unknownNode } from '../repository/clusters.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader path A B`: the path of a message between two nodes. */
export const command = defineCommand({
  examples: [
    ['pader path tokyo-2 newyork-2 --cluster two-site', 'hops, shared groups, alternatives, and what breaks the path'],
    ['pader path tokyo-2 newyork-2 --cluster two-site --output json', 'the same as JSON'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('<from>', 'sending node')
      .argument('<to>', 'receiving node')
      .argument('[path]', 'a folder of clusters, or a single cluster', 'clusters')
      .addOption(clusterOption('the cluster of the two nodes')),

  run: async ({ positional: [from, to, path], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const { compiled } = await openRepository([path], options, world)
    const cluster = clusterOfNode(compiled.fleet.clusters, from)
    if (!cluster.nodes.some(({ name }) => name === to)) throw unknownNode([cluster], to)
    const found = route(clusterGraph(cluster), nodeName(from), nodeName(to))
    const between = { cluster: cluster.name, from, to, route: found }
    await publish(
      targets,
      { text: (look) => routeText(between, look), json: () => routeJson(between) },
      world,
      options.color,
    )
    return found === undefined ? EXIT.invalid : EXIT.ok
  },
})
