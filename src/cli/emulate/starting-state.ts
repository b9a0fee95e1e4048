import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Command as Parser } from 'commander'
import { profileFor, seedOfBackup } from '../../emulator/backup-seed.ts'
import type { ClusterSeed, EmulatorProfile } from '../../emulator/profile.ts'
import { readBackup } from '../../emulator/read-backup.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure, type OptionsOf } from '../command.ts'
import { readDialect } from '../gateway/dialects.ts'
import { clusterOption } from '../options/repository.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { filesOf } from '../repository/files-of.ts'
import { todayOf } from '../repository/today.ts'
import { findRepository } from '../repository/folder.ts'
import { readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'
import { loadEmulatedProduct } from './emulated-product.ts'
import { readDump } from './read-dump.ts'
import { seedOf } from './seed.ts'
import type { Accounts } from './start.ts'

/** What an emulated cluster starts with. */
export interface StartingState {
  readonly name: string
  readonly seed: ClusterSeed
  readonly profile: EmulatorProfile
}

/** Adds what says with what an emulated cluster starts. */
export function addStartingStateOptions(parser: Parser) {
  return parser
    .addOption(clusterOption('cluster to emulate, if the folder has several'))
    .option('--dump <file>', 'start from a dump: the answer of an emulator to GET /dump on its control port')
    .option('--backup <file>', 'start from a backup of a cluster, emulated or real')
    .option('--dialect <file>', 'with --backup: the dialect.json that says where its appliances store things')
    .option('--fresh', 'start as if just joined by hand: all nodes in the groups "all", no policy')
}

type StartingStateOptions = OptionsOf<typeof addStartingStateOptions>

/** What the cluster starts with: a backup, a dump, or the compiled YAML. */
export async function startingStateOf(
  path: string | undefined,
  options: StartingStateOptions,
  accounts: Accounts,
  world: World,
): Promise<StartingState> {
  const fixed = { secret: randomBytes(16).toString('hex'), accounts: Object.values(accounts) }
  const { dump, backup } = options
  if (backup !== undefined) return fromBackup(backup, options, fixed, world)
  if (dump !== undefined) {
    const seed = await readDump(dump, world)
    const [first] = seed.nodes
    const product = { version: first?.version ?? '12.2.15', build: first?.build ?? '0' }
    const { profile } = await loadEmulatedProduct(world.home, product)
    return { name: options.cluster ?? 'dump', seed: { ...seed, ...fixed }, profile }
  }
  const cluster = await compiledCluster(path, options, world)
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '0' }
  const { dialect, profile } = await loadEmulatedProduct(world.home, product)
  const initial = options.fresh ? 'fresh' : 'compiled'
  const seed = seedOf(cluster, dialect, { ...fixed, now: world.now().getTime(), initial })
  return { name: cluster.name, seed, profile }
}

async function fromBackup(
  file: string,
  { cluster, dialect: dialectFile }: StartingStateOptions,
  fixed: Pick<ClusterSeed, 'secret' | 'accounts'>,
  world: World,
): Promise<StartingState> {
  const bytes = await readGiven(file, `the backup "${file}"`, world)
  const calibrated = dialectFile === undefined ? undefined : await readDialect(resolve(world.cwd, dialectFile))
  const shipped = await loadEmulatedProduct(world.home, { version: '', build: '' }, calibrated)
  const contents = readBackup(bytes.toString('utf8'), shipped.profile.wire)
  if ('problem' in contents)
    throw new CommandFailure(
      EXIT.invalid,
      `"${file}" is not a backup: ${contents.problem}`,
      'name a file that an appliance or pader backup wrote',
    )
  if (contents.nodes.size === 0)
    throw new CommandFailure(
      EXIT.invalid,
      `the backup "${file}" holds no node: no folder in it is named by a UUID`,
      'take a backup of the whole cluster',
    )
  const [version = '12.2.15', build = '0'] = contents.product?.split('-') ?? []
  const profile = profileFor(contents, { ...shipped.profile, product: { version, build } })
  if (profile.roles.networkGroups === undefined)
    world.stderr.write(
      `pader: it is not known where this backup keeps network groups, so every node reaches every other; --dialect can tell\n`,
    )
  const seed = seedOfBackup(contents, { ...fixed, savedAt: world.now().getTime() })
  return { name: cluster ?? 'backup', seed, profile }
}

async function compiledCluster(
  path: string | undefined,
  { cluster: named }: StartingStateOptions,
  world: World,
): Promise<Cluster> {
  const repository = findRepository(path === undefined ? [] : [path], world, named)
  const compileFiles = await compilerFor(repository, todayOf(undefined, world), world)
  const { value, diagnostics } = compileFiles(filesOf(repository))
  const { clusters } = value.fleet
  if (hasErrors(diagnostics))
    throw new CommandFailure(EXIT.invalid, 'the YAML has errors', `see pader compile --dry-run ${repository.root}`)
  const [cluster, ...others] = clusters
  if (cluster === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `there is no cluster in "${repository.root}"`,
      'name a folder of clusters, or make one with pader init',
    )
  if (others.length > 0) {
    const names = clusters.map(({ name }) => name).join(', ')
    throw new CommandFailure(
      EXIT.invalid,
      `"${repository.root}" has several clusters`,
      `name one with --cluster: ${names}`,
    )
  }
  return cluster
}
