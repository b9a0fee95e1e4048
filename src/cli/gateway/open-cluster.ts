import type { CanaryHost } from '../../appliance/host-canary.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import { openNode, openNodeToChange, type NodeOpener, type OpeningPorts } from '../../appliance/open-node.ts'
import type { OpenSessions } from '../../appliance/open-sessions.ts'
import type { Gateway, WritableGateway } from '../../appliance/port.ts'
import type { PortProbe } from '../../appliance/probe-port.ts'
import type { ProxyProbe } from '../../appliance/probe-proxy.ts'
import type { ChangeTimes } from '../../model/change-window.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ObservationCache } from '../../reconcile/cache/observation-cache.ts'
import type { Leases } from '../../reconcile/locks/lease.ts'
import type { Clock, StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { diskSessions } from '../process/disk-sessions.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import { readChangeRecord, type ChangeRecord } from './change-record.ts'
import { openAccess, type ClusterAccess } from './cluster-access.ts'
import { viewOf, type ClusterView } from './cluster-view.ts'
import { demandLocations } from './host-locations.ts'
import { isEmulator, portsOf } from './opening-ports.ts'

/** What the host file says of when and how a cluster may be changed. */
export interface ChangeRules {
  readonly times: ChangeTimes
  /** How changes are spread over its locations; absent where all are made at once. */
  readonly canary?: CanaryHost
}

/** Where it is kept what is done about a cluster, and the time that goes with it. */
export interface StatePorts {
  /** Journals, holds and backups. */
  readonly store: StateStore
  /** Who may change it. */
  readonly leases: Leases
  /** Files that people and scripts of this machine pick up. */
  readonly local: StateStore
  readonly clock: Clock
}

/** What is asked of nodes without a session. */
export interface Probes {
  readonly probe: PortProbe
  /** Whether a proxy answers a request. */
  readonly probeProxy: ProxyProbe
}

/** What looking at a cluster takes, be it once or again and again. */
export interface LookingPorts<Way extends Gateway = Gateway> extends ClusterView, ClusterAccess<Way>, StatePorts {
  /** What is known from earlier looks; absent where nobody will look again. */
  readonly cache?: ObservationCache
}

/** What plans are made from, besides what was observed. */
export interface PlanInputs extends ClusterView, ChangeRecord, ChangeRules {}

/** A cluster that can be asked: all of the above, of which each function takes the part that it needs. */
export interface OpenCluster<Way extends Gateway = Gateway> extends LookingPorts<Way>, PlanInputs, Probes {
  /** Who runs this, for the journal. */
  readonly by: string
  /** The same and in which process, for the lease. */
  readonly holder: string
}

/** A cluster that can be asked and, with a writer's account, changed. */
export type WritableCluster = OpenCluster<WritableGateway>

/** Who is told of requests to the appliances. */
export type RequestListener = Pick<OpeningPorts, 'heard' | 'retried'>

/** Opens a cluster as the host file describes it. */
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
  const { clock, store: storeIn, who, holder, probe, probeProxy } = machineOf(world)
  const { store, leases } = stateOf(hostFile, world)
  const sessions = (node: string): OpenSessions => diskSessions(hostFile.stateDirectory, `${cluster.name}/${node}`)
  const ports = { ...portsOf(world), ...listener, sessions }
  const target = { provedEmulator: await isEmulator(host, ports, world) }
  const access = await openAccess(cluster, host, ports, openEntry)
  const record = await readChangeRecord(store, cluster.name, clock.now())
  return {
    ...(await viewOf(cluster, target, record.applied, folder, world)),
    ...access,
    ...record,
    times: { windows: host.windows, freezes: host.freezes },
    ...(host.canary === undefined ? {} : { canary: host.canary }),
    store,
    leases,
    local: storeIn(hostFile.stateDirectory),
    clock,
    probe,
    probeProxy,
    ...(cache === undefined ? {} : { cache }),
    by: who,
    holder,
  }
}
