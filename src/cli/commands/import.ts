import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { importCluster, nodeNames, type Imported } from '../../adopt/import-cluster.ts'
import { askControl } from '../../appliance/emulator-proof.ts'
import type { ClusterHost } from '../../appliance/host-file.ts'
import { openNode, type OpeningPorts } from '../../appliance/open-node.ts'
import { ApplianceError } from '../../appliance/port.ts'
import { hostIsEmulator } from '../../appliance/prove-host.ts'
import { settingCodec } from '../../appliance/value-codec.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { planCluster } from '../../plan/plan-cluster.ts'
import { look } from '../../reconcile/observe.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { readHostFile } from '../gateway/host.ts'
import { writeFileAtomically } from '../output/write-file.ts'
import { systemClock } from '../process/system-clock.ts'
import { compilerFor, todayOf } from '../repository/compile-folder.ts'
import type { World } from '../world.ts'

/** `pader import`: writes a live cluster as YAML and proves that its first plan is empty. */
export const command: Command = {
  configure: (parser) =>
    parser
      .argument('<cluster>', 'name of the cluster in the host file')
      .option('--host-config <file>', 'how the appliances are reached (default "/etc/pader/host.yaml")')
      .option('--entry <node>', 'node to connect to (default: the first one of the host file)')
      .option('--out <folder>', 'folder of clusters to write into (default "clusters")'),

  run: async ({ positional: [name], options }, world) => {
    if (name === undefined) throw new UsageError('give the name of the cluster')
    const host = (await readHostFile(options['hostConfig'], world)).clusters.get(name)
    if (host === undefined) throw new CommandFailure(EXIT.invalid, `the host file has no cluster "${name}"`)
    const out = resolve(world.cwd, typeof options['out'] === 'string' ? options['out'] : 'clusters')
    await refuseToOverwrite(join(out, name))
    const entry = typeof options['entry'] === 'string' ? options['entry'] : ([...host.nodes.keys()][0] ?? '')
    const ports = portsOf(world)
    const provedEmulator = await isEmulator(host, ports)
    const dialect = await dialectFor(join(out, name), provedEmulator, world)
    const observed = await observe(host, entry, dialect, ports, world)
    const known = [...nodeNames([...observed.nodes.values()]).values()]
    if (!known.includes(entry)) {
      const names = known.map((node) => `"${node}"`).join(', ')
      throw new CommandFailure(
        EXIT.invalid,
        `the cluster has no node "${entry}", it has ${names}: correct the host file`,
      )
    }
    const imported = importCluster(name, entry, observed)
    for (const { path, text } of imported.files) {
      await mkdir(dirname(join(out, path)), { recursive: true })
      await writeFileAtomically(join(out, path), text)
      world.stdout.write(`wrote ${path}\n`)
    }
    return prove(imported, observed, dialect, provedEmulator, world)
  },
}

async function refuseToOverwrite(folder: string): Promise<void> {
  const exists = await access(join(folder, 'cluster.yaml')).then(
    () => true,
    () => false,
  )
  if (exists) throw new CommandFailure(EXIT.invalid, `"${folder}" is there already: name another folder with --out`)
}

async function observe(
  host: ClusterHost,
  entry: string,
  dialect: Dialect,
  ports: OpeningPorts,
  world: World,
): Promise<ObservedCluster> {
  const node = await openNode(host, entry, ports)
  if ('problem' in node) throw new CommandFailure(EXIT.invalid, node.problem)
  const scope = { names: new Map(), dialect, codec: settingCodec, systemFiles: new Map(), lists: false }
  try {
    const seen = await node.gateway.read(async (reader) => look(reader, scope, world.now().toISOString()))
    return seen.cluster
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    const exitCode = error.fault === 'attached elsewhere' ? EXIT.locked : EXIT.unreachable
    throw new CommandFailure(exitCode, `${error.request}: ${error.message}`)
  } finally {
    await node.close()
  }
}

/** Compiles what was written and plans it against what it was made from: nothing may be left to do. */
async function prove(
  imported: Imported,
  observed: ObservedCluster,
  dialect: Dialect,
  provedEmulator: boolean,
  world: World,
): Promise<ExitCode> {
  const compileFiles = await compilerFor({ folder: '', root: '' }, todayOf(undefined, world), world)
  const encoder = new TextEncoder()
  const { value } = compileFiles(imported.files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })))
  const [cluster] = value.fleet.clusters
  for (const line of imported.unknown) world.stdout.write(`unknown: ${line}\n`)
  if (cluster === undefined) throw new CommandFailure(EXIT.internal, 'what was written does not compile: report it')
  const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator } })
  const steps = plan.phases.reduce((sum, phase) => sum + phase.steps.length, 0)
  world.stdout.write(
    steps === 0
      ? `the first plan is empty: ${cluster.nodes.length} nodes in ${cluster.locations.length} locations\n`
      : `the first plan has ${steps} steps: what was read does not say all of them\n`,
  )
  for (const { node, setting, reason } of plan.blocked) {
    world.stdout.write(`not compared: ${node ?? ''} ${setting ?? ''}: ${reason}\n`)
  }
  return steps === 0 ? EXIT.ok : EXIT.changes
}

function portsOf(world: World): OpeningPorts {
  return {
    sleep: async (milliseconds) => systemClock.sleep(milliseconds, world.stop),
    random: Math.random,
    now: () => world.now().getTime(),
    sources: { env: world.env, readFile: async (path) => readFile(path, 'utf8') },
    notice: (message) => world.stderr.write(`pader: ${message}\n`),
  }
}

async function isEmulator(host: ClusterHost, ports: OpeningPorts): Promise<boolean> {
  const proved = await hostIsEmulator(host, ports.sources, randomBytes(16).toString('hex'), askControl)
  if (typeof proved !== 'boolean') throw new CommandFailure(EXIT.invalid, proved.problem)
  return proved
}
