import { networksOverlap } from '../../model/addresses.ts'
import { clientNetworksOfRegion } from '../policy/region-nodes.ts'
import type { Rule } from './rule.ts'

/** Regions that are selected by client network do not overlap. */
export const cmReg005: Rule = {
  code: 'CM-REG-005',
  title: 'Regions that are selected by client network do not overlap',
  severity: 'error',
  stage: 'static',
  why: 'Client.IP tells regions apart only if their networks differ: a client in two of them gets the policy of both.',
  source: 'BP',
  help: 'make the networks disjoint, or select the regions by hostname',
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
