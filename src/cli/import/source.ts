import { readBackup, type BackupContents } from '../../appliance/backup.ts'
import { backupReader } from '../../appliance/backup-reader.ts'
import type { ClusterHost } from '../../appliance/host-file.ts'
import { openNode, type OpeningPorts } from '../../appliance/open-node.ts'
import type { OpenSessions } from '../../appliance/open-sessions.ts'
import { ApplianceError, type Gateway, type GatewayReader } from '../../appliance/port.ts'
import { inventedPrefix } from '../../dialect/permission.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { asFailure } from '../gateway/observe-or-fail.ts'
import { isEmulator, portsOf } from '../gateway/opening-ports.ts'
import type { EntryOptions } from '../options/entry.ts'
import type { HostOptions } from '../options/host-config.ts'
import { diskSessions } from '../process/disk-sessions.ts'
import { readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'

/** A cluster that can be looked at, whether it runs or lies in a backup. */
export interface LookedAt {
  /** Does some work on the cluster in one session; what goes wrong on the way ends the command. */
  readonly read: <Result>(work: (reader: GatewayReader) => Promise<Result>) => Promise<Result>
  /** Whether it proved itself an emulator; a backup did if its documents have invented names, which no appliance knows. */
  readonly isEmulator: boolean
  /** Node to connect to, where somebody said which. */
  readonly entry: string | undefined
  /** Where it comes from, for provenance. */
  readonly from: string
  /** The same, called as the place in a backup says; undefined where it runs, and says itself how its nodes are called. */
  readonly named?: (place: string | undefined) => LookedAt
}

/** Opens a backup file. */
export async function openBackup(file: string, world: World, entry?: string): Promise<LookedAt> {
  const bytes = await readGiven(file, `the backup "${file}"`, world)
  const contents = readBackup(bytes)
  if ('problem' in contents)
    throw new CommandFailure(
      EXIT.invalid,
      `"${file}" is not a backup:  ${contents.problem}`,
      'name a file that an appliance or pader backup wrote',
    )
  if (contents.documents.size === 0) {
    const why = 'it holds no document below a folder that is named by the UUID of a node'
    throw new CommandFailure(
      EXIT.invalid,
      `the backup "${file}" says nothing about any node: ${why}`,
      'take a backup of the whole cluster',
    )
  }
  const lookedAt = (place: string | undefined): LookedAt => {
    const reader = backupReader(contents, place)
    const isEmulator = holdsInvented(contents)
    return { read: async (work) => work(reader), isEmulator, entry, from: `backup ${file}`, named: lookedAt }
  }
  return lookedAt(undefined)
}

function holdsInvented({ documents }: BackupContents): boolean {
  return [...documents.values()].some((ofNode) =>
    [...ofNode.values()].some(({ properties }) => [...properties.keys()].some((key) => key.startsWith(inventedPrefix))),
  )
}

/** Opens a cluster of the host file. */
export async function openLive(name: string, asked: HostOptions & EntryOptions, world: World): Promise<LookedAt> {
  const { clusters, stateDirectory } = await readHostFile(asked.hostConfig, world)
  const host = clusters.get(name)
  if (host === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `the host file has no cluster "${name}"`,
      `name one that it has, or add it below "clusters": it has ${[...clusters.keys()].map((each) => `"${each}"`).join(', ')}`,
    )
  if (asked.entry !== undefined && !host.nodes.has(asked.entry))
    throw new CommandFailure(
      EXIT.invalid,
      `the host file has no node "${asked.entry}" of the cluster "${name}"`,
      `name another with --entry: it has ${[...host.nodes.keys()].map((node) => `"${node}"`).join(', ')}`,
    )
  const entry = asked.entry ?? [...host.nodes.keys()][0] ?? ''
  const sessions = (node: string): OpenSessions => diskSessions(stateDirectory, `${name}/${node}`)
  const ports = { ...portsOf(world), sessions }
  return {
    isEmulator: await isEmulator(host, ports, world),
    entry,
    from: `node ${entry} of ${name}`,
    read: async (work) => throughNode({ name, host, entry }, ports, async (gateway) => gateway.read(work)),
  }
}

async function throughNode<Result>(
  { name, host, entry }: { readonly name: string; readonly host: ClusterHost; readonly entry: string },
  ports: OpeningPorts,
  work: (gateway: Gateway) => Promise<Result>,
): Promise<Result> {
  const node = await openNode(host, entry, ports)
  if ('problem' in node)
    throw new CommandFailure(EXIT.invalid, node.problem, 'correct the host file, or what it refers to')
  try {
    await node.tidy()
    return await work(node.gateway)
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    throw asFailure(error, name)
  } finally {
    await node.close()
  }
}
