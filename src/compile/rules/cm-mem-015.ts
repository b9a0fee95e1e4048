import type { Rule } from './rule.ts'

const LARGEST_SMALL_GROUP = 8

/** A Proxy HA group is small. */
export const cmMem015: Rule = {
  code: 'CM-MEM-015',
  title: 'A Proxy HA group is small',
  severity: 'info',
  stage: 'static',
  why: 'Proxy HA is meant for smaller deployments: one node accepts all connections and distributes them. Pader considers more than eight members large.',
  source: 'HA',
  help: 'consider an external load balancer',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `proxyHa:
  tokyo-ha:
    virtualAddress: 10.81.16.200
    members:
      { tokyo-1: {}, tokyo-2: {}, tokyo-3: {}, tokyo-4: {}, tokyo-5: {}, tokyo-6: {}, tokyo-7: {}, tokyo-8: {}, tokyo-9: {} }
`,
        'locations/tokyo.yaml': "nodes: { 'tokyo-{3..9}': { address: '10.81.0.{13..19}' } }",
      },
    },
    valid: {
      files: {
        'cluster.yaml':
          'proxyHa: { tokyo-ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: {}, tokyo-2: {} } } }',
      },
    },
  },

  *check(cluster) {
    for (const { name, members, place } of cluster.facts.proxyHa) {
      if (members.length <= LARGEST_SMALL_GROUP) continue
      yield { message: `the Proxy HA group "${name}" has ${members.length} members`, place }
    }
  },
}
