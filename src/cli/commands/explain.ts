import { explainNode, type NodeValue } from '../../compile/explain.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { checksByValue } from '../../compile/check/looked-at.ts'
import { rules } from '../../compile/rules/index.ts'
import { didYouMean } from '../../source/suggest.ts'
import { nodeName } from '../../model/names.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { ExplainedValue } from '../../report/explain/explanation.ts'
import { explainText } from '../../report/explain/text.ts'
import { jsonDocument } from '../../report/json/envelope.ts'
import { defineCommand, UsageError } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { clusterOfNode, openRepository } from '../repository/clusters.ts'
import { todayOf } from '../repository/today.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader explain`: where each value of a node comes from, layer by layer, who wrote it and which checks look at it. */
export const command = defineCommand({
  examples: [
    ['pader explain tokyo-10 updates --cluster three-site', 'every layer, line, author and check behind these values'],
    ['pader explain tokyo-10 --output json', 'the same for every value, as JSON'],
    ['pader explain tokyo-10 policy', 'the policy of its region, and whether all regions share it'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('<node>', 'name of a node')
      .argument('[field]', 'a value, such as updates.interval, or a group of values, such as updates')
      .option('--path <folder>', 'a folder of clusters, or a single cluster (default: "clusters")')
      .addOption(clusterOption('the cluster, if several have a node of this name')),

  run: async ({ positional: [name, field], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const { path } = options
    const { compiled, folder } = await openRepository(path === undefined ? [] : [path], options, world)
    const home = clusterOfNode(compiled.fleet.clusters, name)
    const node = home.nodes.find((one) => one.name === nodeName(name))
    if (node === undefined) throw new Error(`"${home.name}" was said to have "${name}"`)
    const explanation = explainNode(
      home,
      node,
      new Locator(compiled.textOf),
      field?.startsWith('policy.lists.') === true,
    )
    const values = explanation.values.filter((value) => isAskedFor(value.name, field))
    if (values.length === 0) throw new UsageError(nothingThere(name, field, explanation.values))
    const checks = checksByValue(home, node, rules, { today: todayOf(undefined, world) })
    const shown = { ...explanation, values: await withHistory(values, checks, folder, world) }
    await publish(
      targets,
      { text: (look) => explainText(shown, look), json: () => jsonDocument('explain', { ...shown }) },
      world,
      options.color,
    )
    return EXIT.ok
  },
})

/** Adds to each value who wrote its lines last, and which checks look at it. */
async function withHistory(
  values: readonly NodeValue[],
  checks: ReadonlyMap<string, readonly string[]>,
  { folder, root }: RepositoryFolder,
  { env, stderr }: World,
): Promise<readonly ExplainedValue[]> {
  const { lastTouched } = await import('../../repository/last-touched.ts')
  const { GitFailure } = await import('../../repository/run-git.ts')
  const below = (file: string): string => (root === '' ? file : file.slice(root.length + 1))
  const lines = values.flatMap(({ layers }) =>
    layers.map(({ span }) => ({ path: below(span.file), line: span.start.line })),
  )
  const touches = await lastTouched({ folder, env }, lines).catch((error: unknown) => {
    if (!(error instanceof GitFailure)) throw error
    stderr.write(`pader: who wrote these lines last is not known: ${error.message}\n`)
    return new Map<string, never>()
  })
  return values.map((value) => ({
    ...value,
    checks: checks.get(value.name) ?? [],
    layers: value.layers.map((layer) => {
      const touched = touches.get(`${below(layer.span.file)}:${layer.span.start.line}`)
      return touched === undefined ? layer : { ...layer, touched }
    }),
  }))
}

function isAskedFor(name: string, field: string | undefined): boolean {
  return field === undefined || name === field || name.startsWith(`${field}.`)
}

function nothingThere(node: string, field: string | undefined, values: readonly { readonly name: string }[]): string {
  const names = new Set(values.flatMap(({ name }) => waysTo(name)))
  const near = field === undefined ? undefined : didYouMean(field, names)
  return `"${node}" has no value "${field ?? ''}": ${near?.help ?? 'no layer sets it, so it is not managed'}`
}

/** All that a value can be asked for by: `updates` and `updates.interval`. */
function waysTo(name: string): readonly string[] {
  const steps = name.split('.')
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'))
}
