import type { Cluster } from '../../model/fleet.ts'
import { keptFile } from '../../reconcile/phase/carry-out.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { firstWritesSince, withFirstWrites, type FirstWrites } from '../../reconcile/rollback/first-writes.ts'
import { EXIT } from '../../report/exit-code.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure } from '../command.ts'
import type { RepositoryOptions } from '../options/repository.ts'
import { revisionAt } from '../repository/revision.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { todayOf } from '../repository/today.ts'
import { machineOf } from '../process/machine.ts'
import { findRepository } from '../repository/folder.ts'
import type { World } from '../world.ts'
import { wholeJournalOf } from './whole-journal.ts'

/** A cluster as a commit describes it. */
export interface ClusterAtCommit {
  readonly cluster: Cluster
  readonly commit: string
  readonly folder: string
  /** What was done since then that this Pader does not know, by kind. */
  readonly unread: readonly string[]
}

/** Reads a cluster as it was in a commit; the files of the working copy do not matter, so that they may be broken. */
export async function clusterAt(
  revision: string,
  paths: readonly string[],
  options: RepositoryOptions,
  store: StateStore,
  world: World,
): Promise<ClusterAtCommit> {
  const repository = findRepository(paths, world, options.cluster)
  const { historyOf } = await import('../../repository/read-revision.ts')
  const { commit, files } = await revisionAt(revision, repository, world)
  const compileFiles = await compilerFor(repository, todayOf(options.now, world), world)
  const { value, diagnostics } = compileFiles(files)
  const [first] = diagnostics.filter((one) => hasErrors([one]))
  if (first !== undefined) {
    const why = `${first.place.file}: ${first.code}: ${first.message}`
    throw new CommandFailure(
      EXIT.invalid,
      `commit ${commit.slice(0, 12)} has errors, so Pader does not roll back to it: ${why}`,
      'name an earlier commit, or roll back the newest run: leave --to out',
    )
  }
  const [cluster, ...others] = value.fleet.clusters
  if (cluster === undefined || others.length > 0) {
    const names = value.fleet.clusters.map(({ name }) => `"${name}"`).join(', ')
    throw new CommandFailure(
      EXIT.usage,
      'there are several clusters, and only one can be rolled back at a time',
      `say with --cluster which one: ${names}`,
    )
  }
  const history = await historyOf({ folder: repository.folder, env: world.env }, commit)
  const journal = await wholeJournalOf(cluster, { store, clock: machineOf(world).clock })
  const writes = firstWritesSince(history, journal)
  const known = await withMemory(cluster, writes, store)
  return { cluster: known, commit, folder: repository.folder, unread: writes.unread }
}

/** A setting that only a later commit manages goes back to what it was before that commit, as the journal has it. */
async function withMemory(cluster: Cluster, writes: FirstWrites, store: StateStore): Promise<Cluster> {
  const texts = new Map<string, string>()
  for (const { before } of writes.files) {
    const bytes = before === undefined ? undefined : await store.read(keptFile(cluster.name, before))
    if (before !== undefined && bytes !== undefined) texts.set(before, new TextDecoder().decode(bytes))
  }
  return withFirstWrites(cluster, writes, ({ before }) => (before === undefined ? undefined : texts.get(before)))
}
