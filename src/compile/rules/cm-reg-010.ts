import { nodesOfRegion } from '../policy/region-nodes.ts'
import type { Rule } from './rule.ts'

/** A region selected by proxy address has one address per node. */
export const cmReg010: Rule = {
  code: 'CM-REG-010',
  title: 'A region selected by proxy address has one address per node',
  severity: 'warning',
  stage: 'static',
  why: 'It is not documented which address Proxy.IP reports on a node with several addresses or a virtual one.',
  source: 'ours',
  help: 'select the region by hostname',
  examples: {
    invalid: {
      files: {
        'regions.yaml': 'format: 1\nregions: { apac: { selectBy: proxy-ip }, amer: {} }',
        'locations/tokyo.yaml':
          'nodes: { tokyo-1: { interfaces: { eth2: { address: 10.81.32.11/20, role: users } } } }',
      },
    },
    valid: {
      files: {
        'regions.yaml': 'format: 1\nregions: { apac: { selectBy: hostname }, amer: {} }',
        'locations/tokyo.yaml':
          'nodes: { tokyo-1: { interfaces: { eth2: { address: 10.81.32.11/20, role: users } } } }',
      },
    },
  },

  *check(cluster) {
    for (const region of cluster.regions) {
      if (region.selectBy.value !== 'proxy-ip') continue
      for (const node of nodesOfRegion(region, cluster)) {
        const addresses = node.interfaces.filter(({ role }) => role === 'users').flatMap((one) => one.addresses)
        if (addresses.length < 2 && cluster.facts.virtualAddresses.length === 0) continue
        yield {
          message: `region "${region.name}" is selected by proxy-ip, and "${node.name}" has more than one address`,
          place: region.selectBy.origin.place,
        }
      }
    }
  },
}
