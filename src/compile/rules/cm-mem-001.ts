import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A cluster has two nodes or more. */
export const cmMem001: Rule = {
  code: 'CM-MEM-001',
  title: 'A cluster has two nodes or more',
  severity: 'warning',
  stage: 'static',
  why: 'Central Management keeps the configuration of two or more appliances in sync; one node is a stand-alone appliance.',
  source: 'BP',
  help: 'add the other nodes, or manage the appliance without a cluster',
  examples: {
    invalid: {
      without: ['locations/newyork.yaml'],
      replace: ['locations/tokyo.yaml'],
      files: {
        'cluster.yaml': 'network: { routes: [], firewall: [] }',
        'locations/tokyo.yaml': `format: 1
nodes: { tokyo-1: { uuid: 564D9E0F-0826-9B8D-3BEB-0DC024262A64, address: 10.81.0.11 } }
`,
      },
    },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { transit: true } }' } },
  },

  *check(cluster) {
    if (cluster.nodes.length > 1) return
    yield {
      message: `the cluster "${cluster.name}" has ${counted(cluster.nodes.length, 'node')}`,
      place: cluster.place,
    }
  },
}
