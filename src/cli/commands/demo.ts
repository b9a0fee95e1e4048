import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCluster, type EmulatedCluster } from '../../emulator/cluster.ts'
import { serve, type ServedCluster } from '../../emulator/serve/serve.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure, type Call, type Command } from '../command.ts'
import { command as apply } from './apply.ts'
import { command as compile } from './compile.ts'
import { command as plan } from './plan.ts'
import { profileFor, staleCluster } from '../demo/stage.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { readDesired } from '../gateway/desired.ts'
import { systemClock } from '../process/system-clock.ts'
import type { World } from '../world.ts'

/** `pader demo`: the real commands against an emulated cluster over HTTPS; needs nothing and leaves nothing. */
export const command: Command = {
  configure: (parser) => parser,
  run: async (_call, world) => {
    const inside = { ...world, cwd: world.home }
    const { clusters, folder } = await readDesired([join(world.home, 'clusters', 'two-site')], {}, inside)
    const [cluster] = clusters
    if (cluster === undefined) throw new CommandFailure(EXIT.internal, 'the example cluster is missing')
    const stage = await raise(cluster, folder, inside)
    try {
      return await play(stage, cluster, folder)
    } finally {
      await stage.close()
    }
  },
}

/** An emulated cluster that is served, with a host file that leads to it. */
interface Stage {
  readonly emulated: EmulatedCluster
  readonly served: ServedCluster
  readonly hostFile: string
  /** The world of the commands: it knows the passwords of the demonstration. */
  readonly world: World
  close(): Promise<void>
}

async function raise(cluster: Cluster, folder: string, world: World): Promise<Stage> {
  const temporary = await mkdtemp(join(tmpdir(), 'pader-demo-'))
  const secret = (): string => randomBytes(18).toString('base64url')
  const [reader, writer, challenge] = [secret(), secret(), secret()]
  const dialect = await dialectFor(join(folder, cluster.name), true, world)
  const profile = await profileFor(cluster, dialect, world)
  const emulated = createCluster(staleCluster(cluster, dialect, { reader, writer }), profile)
  const served = await serve({
    cluster: emulated,
    nodes: cluster.nodes.map(({ uuid }) => uuid.value),
    port: 0,
    controlPort: 0,
    challengeSecret: challenge,
    now: () => Date.now(),
    wait: async (milliseconds) => systemClock.sleep(milliseconds),
    failed: (error) => world.stderr.write(`emulator: ${String(error)}\n`),
  })
  const hostFile = join(temporary, 'host.yaml')
  await writeFile(join(temporary, 'ca.pem'), served.identity.authority)
  await writeFile(hostFile, JSON.stringify(hostFileFor(cluster, served, temporary)))
  const env = { ...world.env, DEMO_READER: reader, DEMO_WRITER: writer, DEMO_EMULATOR: challenge }
  return {
    emulated,
    served,
    hostFile,
    world: { ...world, env },
    close: async () => {
      await served.close()
      await rm(temporary, { recursive: true, force: true })
    },
  }
}

function hostFileFor(cluster: Cluster, { nodes, control }: ServedCluster, temporary: string): object {
  const places = cluster.nodes.flatMap(({ name, uuid }) => {
    const place = nodes.get(uuid.value)
    return place === undefined ? [] : [[name, { address: place.host, port: place.port }]]
  })
  return {
    format: 1,
    stateDirectory: join(temporary, 'state'),
    clusters: {
      [cluster.name]: {
        nodes: Object.fromEntries(places),
        trust: { authority: join(temporary, 'ca.pem') },
        reader: { user: 'pader-reader', password: 'env:DEMO_READER' },
        writer: { user: 'pader-writer', password: 'env:DEMO_WRITER' },
        askNodes: true,
        emulator: { control: `http://${control.host}:${control.port}`, secret: 'env:DEMO_EMULATOR' },
      },
    },
  }
}

async function play({ emulated, hostFile, world }: Stage, cluster: Cluster, folder: string): Promise<ExitCode> {
  const path = join(folder, cluster.name)
  const host = { hostConfig: hostFile, color: 'auto' }
  const briefly = { path, yes: true, quiet: true, summary: true }
  const call = async (title: string, called: Command, given: Call, expected: ExitCode): Promise<void> => {
    world.stdout.write(`\n$ pader ${title}\n`)
    const exitCode = await called.run(given, world)
    if (exitCode === expected) return
    throw new CommandFailure(EXIT.internal, `"pader ${title}" ended with ${exitCode}, expected ${expected}`)
  }
  world.stdout.write(
    `An emulated cluster of ${cluster.nodes.length} nodes runs over HTTPS; newyork's group is still called "ny".\n`,
  )
  await call(
    'compile --dry-run --quiet',
    compile,
    { positional: [path], options: { dryRun: true, quiet: true } },
    EXIT.ok,
  )
  await call(
    'plan --picture --summary',
    plan,
    { positional: [path], options: { ...host, picture: true, summary: true } },
    EXIT.changes,
  )
  await call('apply --yes --quiet --summary', apply, { positional: [], options: { ...host, ...briefly } }, EXIT.ok)
  await changeByHand(emulated, cluster, folder, world)
  await call('plan', plan, { positional: [path], options: host }, EXIT.changes)
  await call('apply --yes --quiet --summary', apply, { positional: [], options: { ...host, ...briefly } }, EXIT.ok)
  await call('plan', plan, { positional: [path], options: host }, EXIT.ok)
  return EXIT.ok
}

/** A colleague logs on at the UI of a node and saves something that the YAML says differently. */
async function changeByHand(emulated: EmulatedCluster, cluster: Cluster, folder: string, world: World): Promise<void> {
  const dialect = await dialectFor(join(folder, cluster.name), true, world)
  const entry = dialect.settings.get('priority')
  const node = cluster.nodes.find(({ name }) => name !== cluster.entryNode.value)
  if (entry === undefined || node === undefined) throw new CommandFailure(EXIT.internal, 'the example has no priority')
  const change = {
    kind: 'property',
    node: node.uuid.value,
    document: entry.document,
    key: entry.key,
    value: '77',
  } as const
  const at = { node: node.uuid.value, user: 'colleague' }
  const outcome = emulated.control({ kind: 'save by hand', ...at, change }, Date.now())
  if (outcome.kind !== 'done') throw new CommandFailure(EXIT.internal, outcome.text)
  world.stdout.write(`\n# somebody sets the priority of ${node.name} to 77 in the UI and saves\n`)
  await systemClock.sleep(500)
}
