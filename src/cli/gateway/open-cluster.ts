import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterHost, HostFile } from '../../appliance/host-file.ts'
import {
  openNode,
  openNodeToChange,
  type NodeOpener,
  type OpenNode,
  type OpeningPorts,
} from '../../appliance/open-node.ts'
import type { OpenSessions } from '../../appliance/open-sessions.ts'
import type { CanaryHost } from '../../appliance/host-canary.ts'
import type { Gateway, WritableGateway } from '../../appliance/port.ts'
import type { PortProbe } from '../../appliance/probe-port.ts'
import type { ProxyProbe } from '../../appliance/probe-proxy.ts'
import { hostIsEmulator } from '../../appliance/prove-host.ts'
import { settingCodec } from '../../appliance/value-codec.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import { emptyIsEmpty } from '../../dialect/empty-file.ts'
import { reliableFact, type Target } from '../../dialect/permission.ts'
import type { ChangeTimes } from '../../model/change-window.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import { ruleSetsIn } from '../../plan/holdings.ts'
import type { Step } from '../../plan/plan.ts'
import { readApplied, writtenSince, type Applied } from '../../reconcile/journal/applied.ts'
import type { ObservationCache } from '../../reconcile/cache/observation-cache.ts'
import type { Gateways } from '../../reconcile/gateways.ts'
import { readConfirmed } from '../../reconcile/journal/confirm-step.ts'
import type { Scope } from '../../reconcile/observe/observe.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { Leases } from '../../reconcile/locks/lease.ts'
import type { Clock, StateStore } from '../../reconcile/ports.ts'
import { diskSessions } from '../process/disk-sessions.ts'
import { groundOf } from '../process/ground.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import { dialectFor } from './dialects.ts'
import { demandLocations } from './host-locations.ts'

/** A cluster that can be asked. */
export interface OpenCluster<Way extends Gateway = Gateway> {
  readonly cluster: Cluster
  readonly entryNode: Uuid
  readonly gateways: Gateways<Way>
  readonly scope: Scope
  readonly target: Target
  /** Ids of the manual steps that people confirmed. */
  readonly confirmed: ReadonlySet<string>
  /** What it held when Pader last had nothing left to do. */
  readonly applied: Applied
  /** What runs have written since then, those included that were killed. */
  readonly written: readonly Step[]
  readonly times: ChangeTimes
  /** What is known from earlier looks; absent where nobody will look again. */
  readonly cache?: ObservationCache
  /** Journals, holds and backups. */
  readonly store: StateStore
  /** Who may change it. */
  readonly leases: Leases
  /** Files that people and scripts of this machine pick up. */
  readonly local: StateStore
  readonly clock: Clock
  readonly probe: PortProbe
  /** Whether a proxy answers a request. */
  readonly probeProxy: ProxyProbe
  /** How changes are spread over its locations; absent where all are made at once. */
  readonly canary?: CanaryHost
  /** Who runs this, for the journal and the lease. */
  readonly by: string
  /** Requests that were sent so far, to all nodes. */
  requests(): number
  close(): Promise<void>
}

/** A cluster that can be asked and, with a writer's account, changed. */
export type WritableCluster = OpenCluster<WritableGateway>

/** Who is told of requests to the appliances. */
export type RequestListener = Pick<OpeningPorts, 'heard' | 'retried'>

/**
 * Opens the ways into a cluster as the host file describes them. The only thing that is sent is the end of sessions that
 * an earlier run of this machine could not end.
 */
export type ClusterOpener<Way extends Gateway> = (
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  world: World,
  listener?: RequestListener,
  cache?: ObservationCache,
) => Promise<OpenCluster<Way>>

/** Opens a cluster to look at it: nothing that this gives can write. */
export const openCluster: ClusterOpener<Gateway> = async (...asked) => openWith(openNode, ...asked)

/** Opens a cluster to change it, through its entry node and with the writer's account. */
export const openToChange: ClusterOpener<WritableGateway> = async (...asked) => openWith(openNodeToChange, ...asked)

async function openWith<Way extends Gateway>(
  openEntry: NodeOpener<Way>,
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  world: World,
  listener: RequestListener = {},
  cache?: ObservationCache,
): Promise<OpenCluster<Way>> {
  const host = hostFile.clusters.get(cluster.name)
  if (host === undefined) {
    throw new CommandFailure(
      EXIT.invalid,
      `the host file does not say how cluster "${cluster.name}" is reached`,
      'add it below "clusters" of the host file, or name another with --cluster',
    )
  }
  demandLocations(cluster, host)
  const { clock, store: storeIn, who, probe, probeProxy } = groundOf(world)
  const { store, leases } = stateOf(hostFile, world)
  const sessions = (node: string): OpenSessions => diskSessions(hostFile.stateDirectory, `${cluster.name}/${node}`)
  const ports = { ...portsOf(world), ...listener, sessions }
  const target = { provedEmulator: await isEmulator(host, ports, world) }
  const { entry, opened } = await openNodes(cluster, host, ports, openEntry)
  await Promise.all([...opened.values()].map(async (node) => node.tidy()))
  const names = new Map<Uuid, NodeName>(cluster.nodes.map(({ uuid, name }) => [uuid.value, name]))
  const dialect = await dialectFor(join(folder, cluster.name), target.provedEmulator, world)
  const applied = await readApplied(store, cluster.name)
  // Reading rule sets costs an export each, so nobody reads those of a cluster that never had any of Pader's.
  const readsRuleSets = cluster.policy.ruleSets.length > 0 || (ruleSetsIn(applied.holdings) ?? []).length > 0
  return {
    cluster,
    entryNode: uuidOf(cluster, cluster.entryNode.value),
    gateways: {
      entry: entry.gateway,
      at: (node) => opened.get(names.get(node) ?? '')?.gateway,
      mayAskNodes: host.askNodes,
    },
    scope: {
      names,
      dialect,
      codec: settingCodec,
      systemFiles: systemFilesOf(cluster),
      emptyIsEmpty: emptyIsEmpty(dialect, target),
      lists: true,
      archived: reliableFact(dialect, 'backup.layout', target) !== undefined,
      ...(readsRuleSets ? { ruleSets: vocabularyFrom(dialect.policy) } : {}),
    },
    target,
    confirmed: await readConfirmed(store, cluster.name, clock.now()),
    applied,
    written: await writtenSince(store, cluster.name, applied),
    ...(cache === undefined ? {} : { cache }),
    times: { windows: host.windows, freezes: host.freezes },
    store,
    leases,
    local: storeIn(hostFile.stateDirectory),
    clock,
    probe,
    probeProxy,
    ...(host.canary === undefined ? {} : { canary: host.canary }),
    by: who,
    requests: () => [...opened.values()].reduce((sum, { requests }) => sum + requests(), 0),
    close: async () => closeAll(opened),
  }
}

/** Which system files are looked at: those that the repository names, at the nodes that it names them for. */
function systemFilesOf({ nodes, policy }: Cluster): ReadonlyMap<Uuid, readonly string[]> {
  return new Map(
    nodes.map(({ name, uuid }) => [
      uuid.value,
      policy.systemFiles.flatMap(({ node, path }) => (node === name ? [path] : [])),
    ]),
  )
}

/** Name of a new run for the journal. */
export function newRun(): string {
  return randomUUID()
}

/** What opening a way to a node takes from the world. */
export function portsOf(world: World): OpeningPorts {
  const { clock, transport, random } = groundOf(world)
  return {
    transport,
    sleep: async (milliseconds) => clock.sleep(milliseconds, world.stop),
    random,
    now: () => clock.now(),
    sources: { env: world.env, readFile: async (path) => readFile(path, 'utf8') },
    notice: (message) => world.stderr.write(`pader: ${message}\n`),
  }
}

/** No flag, address or header makes a target an emulator: those who are believed have to prove that they are one. */
export async function isEmulator(host: ClusterHost, ports: OpeningPorts, world: World): Promise<boolean> {
  const { askControl } = groundOf(world)
  const proved = await hostIsEmulator(host, ports.sources, randomBytes(16).toString('hex'), askControl)
  if (typeof proved !== 'boolean') throw new CommandFailure(EXIT.invalid, proved.problem, 'correct the host file')
  return proved
}

async function openNodes<Way extends Gateway>(
  cluster: Cluster,
  host: ClusterHost,
  ports: OpeningPorts,
  openEntry: NodeOpener<Way>,
): Promise<{ readonly entry: OpenNode<Way>; readonly opened: ReadonlyMap<string, OpenNode> }> {
  const entryName = cluster.entryNode.value
  if (!host.nodes.has(entryName)) {
    throw new CommandFailure(
      EXIT.invalid,
      `the host file has no address for the entry node "${entryName}"`,
      `add "${entryName}" below "nodes" of the cluster`,
    )
  }
  const opened = new Map<string, OpenNode>()
  const orFail = async <Kind extends Gateway>(opening: ReturnType<NodeOpener<Kind>>): Promise<OpenNode<Kind>> => {
    const node = await opening
    if (!('problem' in node)) return node
    await closeAll(opened)
    throw new CommandFailure(
      EXIT.invalid,
      `cluster "${cluster.name}": ${node.problem}`,
      'correct the host file, or what it refers to',
    )
  }
  const entry = await orFail(openEntry(host, entryName, ports))
  opened.set(entryName, entry)
  for (const { name } of cluster.nodes) {
    if (name !== entryName && host.nodes.has(name)) opened.set(name, await orFail(openNode(host, name, ports)))
  }
  return { entry, opened }
}

async function closeAll(opened: ReadonlyMap<string, OpenNode>): Promise<void> {
  await Promise.all([...opened.values()].map(async (node) => node.close()))
}

function uuidOf(cluster: Cluster, name: NodeName): Uuid {
  const node = cluster.nodes.find((candidate) => candidate.name === name)
  if (node === undefined)
    throw new CommandFailure(
      EXIT.invalid,
      `cluster "${cluster.name}" has no node "${name}"`,
      'correct entryNode in its cluster.yaml',
    )
  return node.uuid.value
}
