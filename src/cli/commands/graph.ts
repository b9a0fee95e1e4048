import { reviewOf } from '../../plan/review/review.ts'
import { EXIT } from '../../report/exit-code.ts'
import { nodesAtRisk } from '../../report/topology/at-risk.ts'
import { dot } from '../../report/topology/dot.ts'
import { graphJson } from '../../report/topology/json.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { topologyText } from '../../report/topology/text.ts'
import { viewOf } from '../../report/topology/view.ts'
import { defineCommand } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import { onlyView } from '../output/only-view.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { compileRevision, demandWhole } from '../repository/revision.ts'
import { openRepository } from '../repository/clusters.ts'

const FORMATS: readonly Format[] = ['text', 'svg', 'mermaid', 'dot', 'json']

/** `pader graph`: the node graph by location, and how it differs from another revision. */
export const command = defineCommand({
  examples: [
    ['pader graph', 'draw every cluster in the terminal'],
    ['pader graph --cluster two-site --output svg=graph.svg', 'a drawing'],
    ['pader graph --base origin/main --output mermaid', 'draw what differs, for a page or a comment'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")')
      .addOption(clusterOption())
      .option('--base <revision>', 'draw what differs from this git revision'),

  run: async ({ positional: [paths], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const { compiled, compileFiles, folder } = await openRepository(paths, options, world)
    const { base } = options
    const earlier = base === undefined ? undefined : (await compileRevision(base, compileFiles, folder, world)).value
    if (base !== undefined && earlier !== undefined) demandWhole(base, earlier)
    const views = compiled.fleet.clusters.map((cluster) => {
      if (earlier === undefined) return viewOf(cluster)
      const before = earlier.fleet.clusters.find(({ name }) => name === cluster.name)
      if (before === undefined) return viewOf(cluster, { ...cluster, nodes: [], locations: [] })
      const review = reviewOf({ cluster: before, waivers: undefined }, { cluster, waivers: undefined })
      return viewOf(cluster, before, nodesAtRisk(review))
    })
    await publish(
      targets,
      {
        text: (look) => views.map((view) => topologyText(view, look)).join('\n'),
        // The library that lays out drawings is loaded by those who draw.
        svg: async () => (await import('../../report/topology/svg.ts')).svg(onlyView(views)),
        mermaid: () => mermaid(onlyView(views)),
        dot: () => views.map(dot).join(''),
        json: () => graphJson(views),
      },
      world,
      options.color,
    )
    return EXIT.ok
  },
})
