import type { Compile, Compiled } from '../../compile/compile.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { tally } from '../../report/tally.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure } from '../command.ts'
import type { RepositoryOptions } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'
import { compilerFor } from './compile-folder.ts'
import { filesOf } from './files-of.ts'
import { todayOf } from './today.ts'
import { unknownName } from './unknown-name.ts'
import { findRepository, type RepositoryFolder } from './folder.ts'

/** The clusters of a repository, with what is needed to look at another revision of it. */
export interface OpenRepository {
  readonly folder: RepositoryFolder
  readonly compiled: Compiled
  readonly compileFiles: Compile
}

/**
 * Compiles the repository for a command that works on the resolved clusters. An error in what is written ends the
 * command, because a picture of half a cluster would mislead; what the checks find is a reason to look at the cluster.
 */
export async function openRepository(
  paths: readonly string[],
  options: RepositoryOptions,
  world: World,
): Promise<OpenRepository> {
  const folder = findRepository(paths, world, options.cluster)
  const compileFiles = await compilerFor(folder, todayOf(options.now, world), world)
  const { value: compiled, diagnostics } = compileFiles(filesOf(folder))
  const unreadable = diagnostics.filter((found) => hasErrors([found]) && !found.code.startsWith('CM-'))
  if (unreadable.length > 0) {
    const locator = new Locator(compiled.textOf)
    const located = unreadable.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, compiled.textOf, appearanceOf(world.stderr, world.env)))
    throw new CommandFailure(EXIT.invalid, 'the input has errors', 'correct them first')
  }
  const { errors } = tally(diagnostics)
  if (errors > 0)
    world.stderr.write(
      `pader: the checks find ${errors} error${errors === 1 ? '' : 's'}: see "pader compile --dry-run"\n`,
    )
  return { folder, compiled, compileFiles }
}

/** The one cluster that has a node; a mistyped name gets the nearest known one. */
export function clusterOfNode(clusters: readonly Cluster[], name: string): Cluster {
  const found = clusters.filter(({ nodes }) => nodes.some((node) => node.name === name))
  const [only] = found
  if (only === undefined) throw unknownNode(clusters, name)
  if (found.length > 1) {
    const names = found.map((cluster) => cluster.name).join(', ')
    throw new CommandFailure(EXIT.usage, `several clusters have a node "${name}"`, `choose with --cluster: ${names}`)
  }
  return only
}

/** What to say of a node that nobody has. */
export function unknownNode(clusters: readonly Cluster[], name: string): CommandFailure {
  return unknownName(
    'node',
    name,
    clusters.flatMap(({ nodes }) => nodes.map((node) => String(node.name))),
  )
}
