import type { Cluster, Node } from '../model/fleet.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { Endpoint } from '../model/settings.ts'
import type { MembershipChange } from './membership.ts'
import type { Standings } from './preconditions.ts'
import { isSameVersion } from './product-version.ts'
import { endpointsOf } from './phases/endpoints.ts'
import { strongerThanEntry } from './stronger.ts'

/** How the nodes stand when phases are laid out. Without the feed, everybody who is declared out of service counts. */
export function standingsOf(
  cluster: Cluster,
  observed: ObservedCluster,
  membership: MembershipChange | undefined,
): Standings {
  const away = membership?.outOfService ?? cluster.nodes
  return {
    entry: cluster.entryNode.value,
    members: membership?.standing.map(({ node }) => node) ?? [],
    outOfService: away.flatMap((node) => {
      const ticket = node.outOfService?.value.ticket
      if (ticket === undefined) return []
      const endpoints = whereToFind(node, cluster, observed)
      return [{ node: node.name, ticket, endpoints, isStrange: isStrange(node, observed) }]
    }),
    stronger: strongerThanEntry(cluster, observed),
  }
}

/** What does not say its version is believed to be away, as it is declared; what says another one is there. */
function isStrange({ uuid }: Node, { nodes, version: entry }: ObservedCluster): boolean {
  const own = nodes.get(uuid.value)?.version
  return own?.kind === 'known' && entry.kind === 'known' && !isSameVersion(own.value, entry.value)
}

/** Every place where the others may look for a node: by what they hold, and by what the repository says. */
function whereToFind(node: Node, { port }: Cluster, { nodes }: ObservedCluster): readonly Endpoint[] {
  const held = nodes.get(node.uuid.value)?.settings.listeners
  const listening = [
    ...(held?.kind === 'known' ? endpointsOf(held.value) : []),
    ...(node.settings.listeners?.value ?? []),
  ]
  const address = node.address?.value
  const all = listening.length > 0 || address === undefined ? listening : [{ address, port: port.value }]
  return [...new Map(all.map((one) => [`${one.address} ${one.port}`, one])).values()]
}
