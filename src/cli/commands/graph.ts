import { EXIT } from '../../report/exit-code.ts'
import { dot } from '../../report/topology/dot.ts'
import { graphJson } from '../../report/topology/json.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { svg } from '../../report/topology/svg.ts'
import { topologyText } from '../../report/topology/text.ts'
import { viewOf, type ClusterView } from '../../report/topology/view.ts'
import { CommandFailure, type Command } from '../command.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { compileRevision } from '../repository/base.ts'
import { openRepository } from '../repository/clusters.ts'

const FORMATS: readonly Format[] = ['text', 'svg', 'mermaid', 'dot', 'json']

/** `pader graph`: the node graph by location, and how it differs from another revision. */
export const command: Command = {
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
      .argument('[path...]', 'a folder of clusters, or clusters (default "clusters")')
      .option('--cluster <name>', 'only this cluster')
      .option('--base <revision>', 'draw what differs from a git revision')
      .addHelpText(
        'before',
        'Examples:\n  pader graph\n  pader graph --cluster two-site --base origin/main --output svg=graph.svg\n',
      ),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const { compiled, compileFiles, folder } = await openRepository(positional, options, world)
    const { base } = options
    const earlier =
      typeof base === 'string' ? (await compileRevision(base, compileFiles, folder, world)).value : undefined
    const views = compiled.fleet.clusters.map((cluster) =>
      viewOf(
        cluster,
        earlier === undefined
          ? undefined
          : (earlier.fleet.clusters.find(({ name }) => name === cluster.name) ?? {
              ...cluster,
              nodes: [],
              locations: [],
            }),
      ),
    )
    const one = (draw: (view: ClusterView) => string): string => {
      const [only] = views
      if (only === undefined || views.length > 1)
        throw new CommandFailure(
          EXIT.usage,
          `this form draws one cluster: choose with --cluster (${views.map(({ name }) => name).join(', ')})`,
        )
      return draw(only)
    }
    await publish(
      targets,
      {
        text: (look) => views.map((view) => topologyText(view, look)).join('\n'),
        svg: () => one(svg),
        mermaid: () => one(mermaid),
        dot: () => views.map(dot).join(''),
        json: () => graphJson(views),
      },
      world,
      options['color'],
    )
    return EXIT.ok
  },
}
