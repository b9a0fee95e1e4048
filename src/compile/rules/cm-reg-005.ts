import { networksOverlap } from '../../model/addresses.ts'
import type { Cluster, Region } from '../../model/fleet.ts'
import { clientNetworksOfRegion, nodesOfRegion } from '../policy/region-nodes.ts'
import type { Finding, Rule } from './rule.ts'

/** Regions selected by client network do not overlap. */
export const cmReg005: Rule = {
  code: 'CM-REG-005',
  title: 'Regions selected by client network do not overlap',
  severity: 'error',
  stage: 'static',
  why: 'Client.IP tells regions apart only if their networks differ: a client in two of them gets the policy of both.',
  source: 'BP',
  help: 'separate the networks, or select the regions by hostname',
  examples: {
    invalid: {
      files: {
        'regions.yaml':
          'format: 1\nselectBy: client-ip\nregions: { apac: { clientNetworks: [10.0.0.0/8] }, amer: { clientNetworks: [10.1.0.0/16] } }',
      },
    },
    valid: {
      files: {
        'regions.yaml':
          'format: 1\nselectBy: client-ip\nregions: { apac: { clientNetworks: [10.81.0.0/16] }, amer: { clientNetworks: [10.1.0.0/16] } }',
      },
    },
  },

  *check(cluster) {
    const networks = cluster.regions
      .filter(({ selectBy }) => selectBy.value === 'client-ip')
      .flatMap((region) => clientNetworksOfRegion(region, cluster).map((network) => ({ region, network })))
    yield* behindNodes(cluster, networks)
    for (const [index, one] of networks.entries())
      for (const other of networks.slice(index + 1)) {
        if (one.region === other.region || !networksOverlap(one.network.value, other.network.value)) continue
        yield {
          message: `"${one.network.value}" of region "${one.region.name}" overlaps "${other.network.value}" of region "${other.region.name}"`,
          place: other.network.origin.place,
          related: [{ place: one.network.origin.place, note: 'the other network' }],
        }
      }
  },
}

/** A network that selects a region. */
interface Selecting {
  readonly region: Region
  readonly network: Region['clientNetworks'][number]
}

/** Networks whose clients come through nodes of a region that is selected by its nodes. */
function* behindNodes(cluster: Cluster, networks: readonly Selecting[]): Generator<Finding> {
  if (networks.length === 0) return
  for (const other of cluster.regions.filter(({ selectBy }) => selectBy.value !== 'client-ip')) {
    const names = new Set(nodesOfRegion(other, cluster).map(({ location }) => location))
    for (const { name, clientNetworks } of cluster.locations.filter((location) => names.has(location.name)))
      for (const { region, network } of networks) {
        const shared = clientNetworks.find(({ value }) => networksOverlap(value, network.value))
        if (shared === undefined) continue
        yield {
          severity: 'warning',
          message: `clients in "${network.value}" of region "${region.name}" come through location "${name}", whose nodes are in region "${other.name}"`,
          place: network.origin.place,
          help: 'select all regions in the same way, or remove the network from one of them',
          related: [{ place: shared.origin.place, note: 'the client networks of the location' }],
        }
      }
  }
}
