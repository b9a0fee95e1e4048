import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { ClusterSeed, EmulatorProfile } from '../../emulator/profile.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { loadEmulatedProduct } from '../emulate/emulated-product.ts'
import { readDump } from '../emulate/read-dump.ts'
import { describeSwitches, readSwitches } from '../emulate/read-switches.ts'
import { seedOf } from '../emulate/seed.ts'
import { makeAccounts, startEmulator, writeHostFile, type Accounts, type StartedEmulator } from '../emulate/start.ts'
import { compilerFor, filesOf, todayOf } from '../repository/compile-folder.ts'
import { findRepository } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** `pader emulate`: a cluster of appliances on loopback, to rehearse a change or to try a client. */
export const command: Command = {
  configure: (parser) =>
    parser
      .argument('[path]', 'folder of the cluster whose YAML the appliances hold (default "clusters")')
      .option('--cluster <name>', 'cluster to emulate, where the folder has several')
      .option('--dump <file>', 'start from what an emulator wrote with GET /dump of its control port')
      .option('--fresh', 'start as just joined by hand: all nodes in the groups "all", no policy')
      .option('--write-host <file>', 'write a host file through which Pader finds this cluster')
      .option('--port <port>', "HTTPS port on each node's own loopback address; 0 for any", '4712')
      .option('--http <port>', 'serve unencrypted HTTP on this port too')
      .option('--control <port>', 'port of the control interface; 0 for any', '4700')
      .option('--switch <name=value...>', 'decide otherwise what no public source states')
      .option('--switches', 'print the decisions and stop'),

  run: async ({ positional, options }, world) => {
    const switches = readSwitches(options['switch'])
    const { chooseSwitches } = await import('../../emulator/choose-switches.ts')
    const decisions = describeSwitches(chooseSwitches(switches))
    if (options['switches'] === true) {
      world.stdout.write(decisions)
      return EXIT.ok
    }
    const accounts = makeAccounts()
    const { name, seed, profile } = await groundOf(positional, options, accounts, world)
    const http = options['http']
    const started = await startEmulator({
      seed,
      profile,
      switches,
      port: portOf(options['port'], '--port'),
      ...(http === undefined ? {} : { httpPort: portOf(http, '--http') }),
      controlPort: portOf(options['control'], '--control'),
      now: () => world.now().getTime(),
      failed: (error) => world.stderr.write(`emulator: internal error: ${String(error)}\n`),
    }).catch((error: unknown) => {
      throw new CommandFailure(
        EXIT.internal,
        `cannot serve: ${String(error)}; choose other ports with --port and --control`,
      )
    })
    try {
      const hostFile = options['writeHost']
      if (typeof hostFile === 'string') await writeHostFile(hostFile, name, seed, started, accounts)
      world.stdout.write(announcement(name, seed, started, accounts, decisions))
      if (!world.stop.aborted) await once(world.stop, 'abort')
    } finally {
      await started.close()
    }
    return EXIT.ok
  },
}

interface Ground {
  readonly name: string
  readonly seed: ClusterSeed
  readonly profile: EmulatorProfile
}

/** What the cluster starts with: a dump, or the compiled YAML. */
async function groundOf(
  positional: readonly string[],
  options: Readonly<Record<string, unknown>>,
  accounts: Accounts,
  world: World,
): Promise<Ground> {
  const fixed = { secret: randomBytes(16).toString('hex'), accounts: Object.values(accounts) }
  const { dump } = options
  if (typeof dump === 'string') {
    const seed = await readDump(dump)
    const [first] = seed.nodes
    const product = { version: first?.version ?? '12.2.15', build: first?.build ?? '0' }
    const { profile } = await loadEmulatedProduct(world.home, product)
    const name = typeof options['cluster'] === 'string' ? options['cluster'] : 'dump'
    return { name, seed: { ...seed, ...fixed }, profile }
  }
  const cluster = await compiledCluster(positional, options, world)
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '0' }
  const { dialect, profile } = await loadEmulatedProduct(world.home, product)
  const initial = options['fresh'] === true ? 'fresh' : 'compiled'
  const seed = seedOf(cluster, dialect, { ...fixed, now: world.now().getTime(), initial })
  return { name: cluster.name, seed, profile }
}

async function compiledCluster(
  positional: readonly string[],
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<Cluster> {
  const only = typeof options['cluster'] === 'string' ? options['cluster'] : undefined
  const repository = await findRepository(positional, world, only)
  const compileFiles = await compilerFor(repository, todayOf(undefined, world), world)
  const { value, diagnostics } = compileFiles(filesOf(repository))
  const { clusters } = value.fleet
  if (hasErrors(diagnostics))
    throw new CommandFailure(EXIT.invalid, `the YAML has errors: see pader compile --dry-run ${repository.root}`)
  const [cluster, ...others] = clusters
  if (cluster === undefined) throw new CommandFailure(EXIT.invalid, `there is no cluster in "${repository.root}"`)
  if (others.length > 0) {
    const names = clusters.map(({ name }) => name).join(', ')
    throw new CommandFailure(
      EXIT.invalid,
      `"${repository.root}" has several clusters (${names}): name one with --cluster`,
    )
  }
  return cluster
}

function portOf(text: unknown, option: string): number {
  const port = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError(`${option} takes a port from 0 to 65535, not ${JSON.stringify(text)}`)
}

function announcement(
  name: string,
  seed: ClusterSeed,
  started: StartedEmulator,
  accounts: Accounts,
  decisions: string,
): string {
  const nodes = seed.nodes.map(({ title, uuid }) => {
    const place = started.nodes.get(uuid)
    return `  ${title}  https://${place?.host ?? ''}:${place?.port ?? 0}/Konfigurator/REST  ${uuid}\n`
  })
  const people = Object.values(accounts).map(
    (account: Accounts['admin']) =>
      `  ${account.name}  ${account.password}${account.readOnly === true ? '  (may only look)' : ''}\n`,
  )
  return [
    `emulated cluster "${name}" with ${seed.nodes.length} nodes; stop it with Ctrl-C\n`,
    ...nodes,
    `accounts\n`,
    ...people,
    `control  http://${started.control.host}:${started.control.port}  (GET /picture, /switches, /dump?node=UUID; POST /control)\n`,
    `decisions where no public source says what the product does; change one with --switch NAME=VALUE\n`,
    decisions,
  ].join('')
}
