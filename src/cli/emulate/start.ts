import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCluster, type EmulatedCluster } from '../../emulator/cluster.ts'
import type { Account, ClusterSeed, EmulatorProfile } from '../../emulator/profile.ts'
import { serve, type ServedCluster } from '../../emulator/serve/serve.ts'
import type { Switches } from '../../emulator/switches.ts'
import { makeFolder } from '../../repository/make-folder.ts'
import { hostText } from './host-text.ts'

/** The accounts of an emulated cluster, with passwords made for this start. */
export interface Accounts {
  readonly reader: Account
  readonly writer: Account
  readonly admin: Account
}

/** Makes the accounts: one that only looks, one for Pader's changes, one for a person. */
export function makeAccounts(): Accounts {
  const password = (): string => randomBytes(9).toString('base64url')
  return {
    reader: { name: 'pader-reader', password: password(), readOnly: true },
    writer: { name: 'pader-writer', password: password() },
    admin: { name: 'admin', password: password() },
  }
}

/** How to start an emulated cluster. */
export interface StartOptions {
  readonly seed: ClusterSeed
  readonly profile: EmulatorProfile
  readonly switches: Partial<Switches>
  readonly port: number
  readonly httpPort?: number
  readonly controlPort: number
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

/** An emulated cluster that answers. */
export interface StartedEmulator extends ServedCluster {
  readonly cluster: EmulatedCluster
  readonly challengeSecret: string
}

/** Serves a cluster; who started it ends it with `close`. */
export async function startEmulator(options: StartOptions): Promise<StartedEmulator> {
  const { seed, profile, switches, port, httpPort, controlPort, now, failed } = options
  const cluster = createCluster(seed, profile, switches)
  const challengeSecret = randomBytes(32).toString('hex')
  const served = await serve({
    cluster,
    nodes: seed.nodes.map(({ uuid }) => uuid),
    port,
    ...(httpPort === undefined ? {} : { httpPort }),
    controlPort,
    challengeSecret,
    now,
    wait: async (milliseconds) => sleep(milliseconds),
    failed,
  })
  return { ...served, cluster, challengeSecret }
}

/** Writes the host file of an emulated cluster, and beside it the authority and the secrets, readable by the owner. */
export async function writeHostFile(
  file: string,
  clusterName: string,
  seed: ClusterSeed,
  started: StartedEmulator,
  { reader, writer }: Accounts,
): Promise<void> {
  const path = resolve(file)
  const folder = `${path}.d`
  makeFolder(dirname(path))
  makeFolder(folder, 0o700)
  const secret = async (name: string, text: string): Promise<string> => {
    const place = join(folder, name)
    await writeFile(place, text, { mode: 0o600 })
    return place
  }
  const nodes = seed.nodes.flatMap(({ uuid, title: name }) => {
    const place = started.nodes.get(uuid)
    return place === undefined ? [] : [{ name, address: place.host, port: place.port }]
  })
  const text = hostText({
    cluster: clusterName,
    stateDirectory: join(folder, 'state'),
    authorityFile: await secret('authority.pem', started.identity.authority),
    nodes,
    reader: { user: reader.name, passwordFile: await secret('reader', reader.password) },
    writer: { user: writer.name, passwordFile: await secret('writer', writer.password) },
    control: `http://${started.control.host}:${started.control.port}`,
    controlSecretFile: await secret('control', started.challengeSecret),
  })
  await writeFile(path, text, { mode: 0o600 })
}
