import type { Region } from '../../model/fleet.ts'
import type { RequestScope } from '../../policy/impact/impact-class.ts'
import type { Audience, KnownValues } from '../../policy/reason/side.ts'
import { clientNetworksOfRegion, nodesOfRegion, type PolicyNode, type RegionTopology } from './region-nodes.ts'
import { hostPatterns, proxyAddresses } from './region-selector.ts'

/** Whose requests a cluster serves: those of each region, and those of nodes that belong to none. */
export function audiencesOf(cluster: RegionTopology): readonly Audience[] {
  const own = cluster.regions.map((region) => audienceOf(region, cluster))
  const inRegions = new Set(cluster.regions.flatMap((region) => nodesOfRegion(region, cluster)))
  const others = cluster.nodes.filter((node) => !inRegions.has(node))
  return others.length === 0 ? own : [...own, { name: 'nodes of no region', has: new Map([hostNames(others)]) }]
}

/**
 * Whose requests two revisions of a cluster have in common: where only one of them has a node, no request that it lets
 * through was decided before, or will be. What is no cluster has no nodes to say.
 */
export function whoseRequests(before: RegionTopology | undefined, after: RegionTopology | undefined): RequestScope {
  const cluster = after ?? before
  if (cluster === undefined) return { audiences: [] }
  const old = new Set((before ?? cluster).nodes.map(({ hostname }) => hostname.value))
  const common = cluster.nodes.filter(({ hostname }) => old.has(hostname.value))
  const isOne = before === undefined || after === undefined
  return {
    audiences: audiencesOf(cluster),
    within: {
      name: isOne ? 'the nodes of the cluster' : 'nodes that the cluster has before and after',
      has: new Map([hostNames(common)]),
    },
  }
}

/** The requests of one region, by what the region is selected by. */
function audienceOf(region: Region, cluster: RegionTopology): Audience {
  const { name } = region
  const nodes = nodesOfRegion(region, cluster)
  switch (region.selectBy.value) {
    case 'client-ip': {
      const networks = clientNetworksOfRegion(region, cluster).map(({ value }) => value)
      return { name, has: new Map([['Client.IP', { kind: 'address', values: networks }]]) }
    }
    case 'uuid':
      return {
        name,
        has: new Map([
          hostNames(nodes),
          ['System.UUID', { kind: 'text', values: nodes.map(({ uuid }) => uuid.value) }],
        ]),
      }
    case 'proxy-ip': {
      const values = nodes.flatMap(proxyAddresses)
      return { name, has: new Map([hostNames(nodes), ['Proxy.IP', { kind: 'address', values }]]) }
    }
    case 'hostname':
      return { name, has: new Map([hostNames(nodes)]) }
  }
}

function hostNames(nodes: readonly PolicyNode[]): readonly [string, KnownValues] {
  const values = nodes.flatMap(({ hostname }) => hostPatterns(hostname.value))
  return ['System.HostName', { kind: 'text', values }]
}
