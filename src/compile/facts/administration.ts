import type { Cluster, Node } from '../../model/fleet.ts'
import type { Place } from '../../source/place.ts'
import { isAddress, normalHost } from '../../model/addresses.ts'
import { urlParts } from '../../model/forms/url-parts.ts'
import { settingOf } from './settings-of-nodes.ts'

/** A node that an administration address leads to, and where the address is written. */
export interface AdministeredNode {
  readonly node: Node
  readonly place: Place
}

/** The nodes that the declared administration addresses lead to; an address of no node, such as a jump host, is left out. */
export function administeredNodes(cluster: Cluster): readonly AdministeredNode[] {
  if (cluster.facts.administration.length === 0) return []
  const known = new Map(cluster.nodes.flatMap((node) => hostsOf(node).map((host) => [host, node] as const)))
  return cluster.facts.administration.flatMap(({ value, origin }) => {
    const host = hostIn(value)
    const node = known.get(host) ?? byShortName(known, host)
    return node === undefined ? [] : [{ node, place: origin.place }]
  })
}

/** A node that is known by its short name only has a full one as well. */
function byShortName(known: ReadonlyMap<string, Node>, host: string): Node | undefined {
  return isAddress(host) ? undefined : known.get(host.split('.')[0] ?? host)
}

/** Every name and address that a node is known under, as they are compared. */
export function hostsOf(node: Node): readonly string[] {
  const addresses = [node.address?.value, ...(settingOf(node, 'listeners') ?? []).map(({ address }) => address)]
  const interfaces = node.interfaces.flatMap(({ addresses: own }) => own.map((cidr) => cidr.split('/')[0]))
  return [node.name, node.hostname.value, ...addresses, ...interfaces].flatMap((host) =>
    host === undefined ? [] : [normalHost(host)],
  )
}

/** The host of a URL, of `host:port` or of a bare host. */
function hostIn(text: string): string {
  const named = urlParts(text)?.host
  if (named !== undefined) return normalHost(named)
  const [host = ''] = text.split(/[/?#]/, 1)
  const bracketed = /^\[([^\]]+)\]/.exec(host)?.[1]
  const bare = host.split(':').length === 2 ? host.replace(/:\d+$/, '') : host
  return normalHost(bracketed ?? bare)
}
