import type { Compiled } from '../../compile/compile.ts'
import { Locator } from '../../compile/locate.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure } from '../command.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'
import { compilerFor, filesOf, todayOf, type CompileFiles } from './compile-folder.ts'
import { findRepository, type RepositoryFolder } from './folder.ts'

/** The clusters of a repository, with what is needed to look at another revision of it. */
export interface OpenRepository {
  readonly folder: RepositoryFolder
  readonly compiled: Compiled
  readonly compileFiles: CompileFiles
}

/**
 * Compiles the repository for a command that works on the resolved clusters. What is wrong with the input goes to
 * standard error, and an error ends the command: a picture of half a cluster would mislead.
 */
export async function openRepository(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<OpenRepository> {
  const cluster = typeof options['cluster'] === 'string' ? options['cluster'] : undefined
  const folder = await findRepository(paths, world, cluster)
  const compileFiles = await compilerFor(folder, todayOf(options['now'], world), world)
  const { value: compiled, diagnostics } = compileFiles(filesOf(folder))
  if (hasErrors(diagnostics)) {
    const locator = new Locator(compiled.textOf)
    const located = diagnostics.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, compiled.textOf, appearanceOf(world.stderr, world.env)))
    throw new CommandFailure(EXIT.invalid, 'the input has errors: correct them first')
  }
  return { folder, compiled, compileFiles }
}

/** The one cluster that has a node; a mistyped name gets the nearest known one. */
export function clusterOfNode(clusters: readonly Cluster[], name: string): Cluster {
  const found = clusters.filter(({ nodes }) => nodes.some((node) => node.name === name))
  const [only] = found
  if (only === undefined) throw unknownNode(clusters, name)
  if (found.length > 1) {
    const names = found.map((cluster) => cluster.name).join(', ')
    throw new CommandFailure(EXIT.usage, `several clusters have a node "${name}": choose with --cluster (${names})`)
  }
  return only
}

/** What to say of a node that nobody has. */
export function unknownNode(clusters: readonly Cluster[], name: string): CommandFailure {
  const names = clusters.flatMap(({ nodes }) => nodes.map((node) => String(node.name)))
  const near = nearest(name, names)
  const hint = near === undefined ? `nodes are ${names.slice(0, 8).join(', ')}` : `did you mean "${near}"?`
  return new CommandFailure(EXIT.usage, `no node "${name}": ${hint}`)
}

/** The name that differs least from a mistyped one, if it differs little enough to be meant. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter((one) => one.distance <= Math.max(2, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
  return best?.candidate
}

/** Edits between two texts (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, substitution))
    }
    row = next
  }
  return row[right.length] ?? 0
}
