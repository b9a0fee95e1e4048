import { Locator } from '../../compile/yaml/locate.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { diagnosticsText } from '../../report/text/diagnostics.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure, UsageError } from '../command.ts'
import type { ColorOptions } from '../options/output.ts'
import type { RepositoryOptions } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import { RepositoryCache } from '../repository/repository-cache.ts'
import { todayOf } from '../repository/today.ts'
import { findRepository } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** What the repository wants, and where it lies. */
export interface Desired {
  /** Folder of clusters. */
  readonly folder: string
  readonly clusters: readonly Cluster[]
  /** Whether all clusters of the folder were asked for, and not some by their names. */
  readonly isWhole: boolean
  /** What the folder is called in the paths of files. */
  readonly root: string
  /** Text of a file by the path that places have. */
  readonly textOf: (file: string) => string | undefined
}

/**
 * Compiles the repository behind a command's arguments; nothing is planned from YAML that has an error. `kept` is what
 * whoever asks again and again knows from the last time.
 */
export async function readDesired(
  paths: readonly string[],
  options: RepositoryOptions & ColorOptions,
  world: World,
  kept = new RepositoryCache(),
): Promise<Desired> {
  const only = options.cluster
  const repository = findRepository(paths, world, only)
  const compile = await kept.compilerFor(repository, todayOf(options.now, world), world)
  const { value, diagnostics } = compile(kept.filesOf(repository, world))
  if (hasErrors(diagnostics)) {
    const locator = new Locator(value.textOf)
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const look = appearanceOf(world.stderr, world.env, options.color)
    const located = errors.map((found) => locator.locate(found))
    world.stderr.write(diagnosticsText(located, value.textOf, look))
    throw new CommandFailure(EXIT.invalid, 'the YAML has errors', 'correct the errors above, then run it again')
  }
  for (const { code, message, help = '' } of diagnostics)
    if (code.endsWith('-EXPIRED') || code === 'REF-IDLE-FOLDER' || code === 'REF-STRAY-FILE')
      world.stderr.write(`pader: warning: ${message}: ${help}\n`)
  if (value.fleet.clusters.length === 0) {
    const what = only === undefined ? 'no cluster' : `no cluster "${only}"`
    throw new CommandFailure(
      EXIT.invalid,
      `there is ${what} in "${repository.root}"`,
      'name a folder of clusters with --path, or make one with pader init',
    )
  }
  const { folder, root } = repository
  const isWhole = repository.clusters === undefined
  return { folder, root, clusters: value.fleet.clusters, isWhole, textOf: value.textOf }
}

/** The only cluster that was meant, for a command that is about one; `asked` is what naming it with `--cluster` answers. */
export function onlyCluster(clusters: readonly Cluster[], asked: string): Cluster {
  const [cluster, ...others] = clusters
  if (cluster !== undefined && others.length === 0) return cluster
  throw new UsageError(`say with --cluster ${asked}: ${clusters.map(({ name }) => `"${name}"`).join(', ')}`)
}
