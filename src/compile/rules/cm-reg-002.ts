import { nodesOfRegion } from '../policy/region-nodes.ts'
import type { Rule } from './rule.ts'

/** Every node is in exactly one region. */
export const cmReg002: Rule = {
  code: 'CM-REG-002',
  title: 'Every node is in exactly one region',
  severity: 'error',
  stage: 'static',
  why: 'Every change goes to every node: a node that no region recognises gets none of the regional policy, and one that two regions recognise gets both.',
  source: 'BP',
  help: 'name the region in the location, or list the node in exactly one region',
  examples: {
    invalid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, all: { locations: [tokyo, newyork] } }' } },
    valid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, amer: {} }' } },
  },

  *check(cluster) {
    const regions = cluster.regions.filter(({ selectBy }) => selectBy.value !== 'client-ip')
    if (regions.length === 0) return
    const members = regions.map((region) => ({
      region,
      names: new Set(nodesOfRegion(region, cluster).map(({ name }) => name)),
    }))
    for (const node of cluster.nodes) {
      const found = members.filter(({ names }) => names.has(node.name)).map(({ region }) => region)
      if (found.length === 1) continue
      const which =
        found.length === 0 ? 'no region' : `the regions ${found.map(({ name }) => `"${name}"`).join(' and ')}`
      yield {
        message: `node "${node.name}" is in ${which}`,
        place: node.place,
        related: found.map((region) => ({ place: region.place, note: `region "${region.name}"` })),
      }
    }
  },
}
