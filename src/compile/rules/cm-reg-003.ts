import { nodesOfRegion } from '../policy/region-nodes.ts'
import type { Rule } from './rule.ts'

/** Every region has a node. */
export const cmReg003: Rule = {
  code: 'CM-REG-003',
  title: 'Every region has a node',
  severity: 'warning',
  stage: 'static',
  why: 'The policy of a region that matches no node is never applied, most often because a node or a location was renamed.',
  source: 'BP',
  help: 'add its nodes or locations, or remove the region',
  examples: {
    invalid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, amer: {}, emea: {} }' } },
    valid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, amer: {} }' } },
  },

  *check(cluster) {
    const declared = new Set<string>(cluster.regions.map(({ name }) => name))
    // A name that is not declared may be meant for any of them.
    if (cluster.locations.some(({ region }) => region !== undefined && !declared.has(region.value))) return
    for (const region of cluster.regions) {
      if (region.selectBy.value === 'client-ip' || nodesOfRegion(region, cluster).length > 0) continue
      yield { message: `region "${region.name}" has no node`, place: region.place }
    }
  },
}
