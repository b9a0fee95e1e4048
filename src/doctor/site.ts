import type { Cluster } from '../model/fleet.ts'
import type { GroupName, NodeName } from '../model/names.ts'
import { graphOf, type NodeGraph } from '../topology/graph.ts'

/** What a diagnosis knows of the cluster that the logs are from. */
export interface Site {
  readonly version?: string
  readonly graph: NodeGraph
  readonly byUuid: ReadonlyMap<string, SiteNode>
}

/** A node as a diagnosis speaks of it. */
export interface SiteNode {
  readonly name: NodeName
  readonly location: string
  readonly runtimeGroup?: string
  readonly isTransit: boolean
}

/** A diagnosis without a repository: the logs alone, and the product's version where somebody says it. */
export function unknownSite(version?: string): Site {
  return { graph: graphOf([]), byUuid: new Map(), ...(version === undefined ? {} : { version }) }
}

/** The site that a repository describes. */
export function siteOf(cluster: Cluster): Site {
  const groupsOf = (groups: readonly GroupName[] | null | undefined): readonly GroupName[] => groups ?? []
  return {
    version: cluster.version.value,
    graph: graphOf(
      cluster.nodes.map(({ name, settings }) => ({ name, groups: groupsOf(settings['groups.network']?.value) })),
    ),
    byUuid: new Map(
      cluster.nodes.map(({ name, location, uuid, settings, transit }) => {
        const runtimeGroup = settings['groups.runtime']?.value ?? undefined
        const node = { name, location, isTransit: transit.value }
        return [uuid.value.toUpperCase(), runtimeGroup === undefined ? node : { ...node, runtimeGroup }]
      }),
    ),
  }
}
