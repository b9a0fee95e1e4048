import { explainNode } from '../../compile/explain.ts'
import { Locator } from '../../compile/locate.ts'
import { didYouMean } from '../../compile/suggest.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { explainText } from '../../report/explain/text.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { appearanceOf } from '../output/appearance.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { compilerFor, filesOf, todayOf } from '../repository/compile-folder.ts'
import { findRepository } from '../repository/folder.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader explain`: where each value of a node comes from, layer by layer. */
export const command: Command = {
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
      .argument('<node>', 'name of a node')
      .argument('[field]', 'a value, for example updates.interval, or a group of them, for example updates')
      .option('--path <folder>', 'a folder of clusters, or one cluster (default "clusters")')
      .option('--cluster <name>', 'the cluster, where several have a node of this name'),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const [name = '', field] = positional
    const path = options['path']
    const cluster = options['cluster']
    const paths = typeof path === 'string' ? [path] : []
    const repository = await findRepository(paths, world, typeof cluster === 'string' ? cluster : undefined)
    const compileFiles = await compilerFor(repository, todayOf(undefined, world), world)
    const { value: compiled, diagnostics } = compileFiles(filesOf(repository))
    const locator = new Locator(compiled.textOf)
    if (compiled.fleet.clusters.length === 0) {
      const located = diagnostics.map((found) => locator.locate(found))
      world.stderr.write(diagnosticsText(located, compiled.textOf, appearanceOf(world.stderr, world.env)))
      return EXIT.invalid
    }
    const { home, node } = findNode(name, compiled.fleet.clusters)
    const explanation = explainNode(home, node, locator)
    const values = explanation.values.filter((value) => isAskedFor(value.name, field))
    if (values.length === 0) throw new UsageError(nothingThere(name, field, explanation.values))
    const shown = { ...explanation, values }
    await publish(
      targets,
      {
        text: (look) => explainText(shown, look),
        json: () => `${JSON.stringify({ formatVersion: 1, ...shown }, undefined, 2)}\n`,
      },
      world,
      options['color'],
    )
    return EXIT.ok
  },
}

function isAskedFor(name: string, field: string | undefined): boolean {
  return field === undefined || name === field || name.startsWith(`${field}.`)
}

function nothingThere(node: string, field: string | undefined, values: readonly { readonly name: string }[]): string {
  const names = values.map(({ name }) => name)
  const near = field === undefined ? undefined : didYouMean(field, names)
  return `"${node}" has no value "${field ?? ''}": ${near?.help ?? 'no layer sets it, so it is not managed'}`
}

function findNode(name: string, clusters: readonly Cluster[]): { readonly home: Cluster; readonly node: Node } {
  const found = clusters.flatMap((home) =>
    home.nodes.filter((node) => node.name === name).map((node) => ({ home, node })),
  )
  const [first, second] = found
  if (first === undefined) {
    const near = didYouMean(
      name,
      clusters.flatMap(({ nodes }) => nodes.map((node) => node.name)),
    )
    throw new CommandFailure(EXIT.invalid, `there is no node "${name}"${near === undefined ? '' : `: ${near.help}`}`)
  }
  if (second === undefined) return first
  const homes = found.map(({ home }) => `"${home.name}"`).join(' and ')
  throw new UsageError(`"${name}" is a node of ${homes}: say which with --cluster`)
}
