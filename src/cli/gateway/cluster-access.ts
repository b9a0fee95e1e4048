import type { ClusterHost } from '../../appliance/host-file.ts'
import { openNode, type NodeOpener, type OpenNode, type OpeningPorts } from '../../appliance/open-node.ts'
import type { Gateway } from '../../appliance/port.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import type { Gateways } from '../../reconcile/gateways.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** The ways to the appliances of a cluster, until they are closed. */
export interface ClusterAccess<Way extends Gateway = Gateway> {
  readonly entryNode: Uuid
  readonly gateways: Gateways<Way>
  /** Requests that were sent so far, to all nodes. */
  requests(): number
  close(): Promise<void>
}

/**
 * Opens the ways to every node that the host file has an address of. The only thing that is sent is the end of sessions that
 * an earlier run of this machine could not end.
 */
export async function openAccess<Way extends Gateway>(
  cluster: Cluster,
  host: ClusterHost,
  ports: OpeningPorts,
  openEntry: NodeOpener<Way>,
): Promise<ClusterAccess<Way>> {
  const { entry, opened } = await openNodes(cluster, host, ports, openEntry)
  await Promise.all([...opened.values()].map(async (node) => node.tidy()))
  const names = new Map<Uuid, NodeName>(cluster.nodes.map(({ uuid, name }) => [uuid.value, name]))
  return {
    entryNode: uuidOf(cluster, cluster.entryNode.value),
    gateways: {
      entry: entry.gateway,
      at: (node) => opened.get(names.get(node) ?? '')?.gateway,
      mayAskNodes: host.askNodes,
    },
    requests: () => [...opened.values()].reduce((sum, { requests }) => sum + requests(), 0),
    close: async () => closeAll(opened),
  }
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
