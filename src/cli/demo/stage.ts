import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dialect } from '../../dialect/dialect.ts'
import type { EmulatedCluster } from '../../emulator/cluster.ts'
import type { ClusterSeed } from '../../emulator/profile.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, INSTALL_AGAIN } from '../command.ts'
import { loadEmulatedProduct } from '../emulate/emulated-product.ts'
import { seedOf } from '../emulate/seed.ts'
import { makeAccounts, startEmulator, writeHostFile } from '../emulate/start.ts'
import { readDesired } from '../gateway/desired.ts'
import type { World } from '../world.ts'

/** An example cluster as emulated appliances over HTTPS, with a host file that leads to them. */
export interface Stage {
  readonly cluster: Cluster
  readonly dialect: Dialect
  readonly emulated: EmulatedCluster
  /** Folder of the cluster's YAML. */
  readonly path: string
  readonly hostFile: string
  readonly world: World
  close(): Promise<void>
}

/** What the appliances of a stage hold at the start, where that is not what the YAML says. */
export interface Stale {
  /** The cluster as somebody configured it before. */
  readonly cluster: (desired: Cluster) => Cluster
  readonly seed: (seed: ClusterSeed) => ClusterSeed
}

/** Raises a stage for one of the example clusters; it lies in a temporary folder that goes with it. */
export async function raiseStage(name: string, stale: Stale, world: World): Promise<Stage> {
  world.endInOrder()
  const inside = { ...world, cwd: world.home }
  const path = join(world.home, 'clusters', name)
  const [cluster] = (await readDesired([path], {}, inside)).clusters
  if (cluster === undefined)
    throw new CommandFailure(EXIT.internal, `the example cluster "${name}" is missing`, INSTALL_AGAIN)
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '1' }
  const { dialect, profile } = await loadEmulatedProduct(world.home, product)
  const accounts = makeAccounts()
  const fixed = { secret: randomBytes(16).toString('hex'), accounts: Object.values(accounts) }
  const surroundings = { ...fixed, now: world.now().getTime() - 3_600_000, initial: 'compiled' } as const
  const seed = stale.seed(seedOf(stale.cluster(cluster), dialect, surroundings))
  const started = await startEmulator({
    seed,
    profile,
    switches: {},
    port: 0,
    controlPort: 0,
    now: () => world.now().getTime(),
    failed: (error) => world.stderr.write(`emulator: ${String(error)}\n`),
  })
  const temporary = await mkdtemp(join(tmpdir(), 'pader-demo-'))
  const hostFile = join(temporary, 'host.yaml')
  await writeHostFile(hostFile, cluster.name, seed, started, accounts)
  return {
    cluster,
    dialect,
    emulated: started.cluster,
    path,
    hostFile,
    world: inside,
    close: async () => {
      await started.close()
      await rm(temporary, { recursive: true, force: true })
    },
  }
}
