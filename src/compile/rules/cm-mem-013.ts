import { didYouMean } from '../../source/suggest.ts'
import { nodesByName } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The members of a Proxy HA group are nodes of the cluster. */
export const cmMem013: Rule = {
  code: 'CM-MEM-013',
  title: 'The members of a Proxy HA group are nodes of the cluster',
  severity: 'warning',
  stage: 'static',
  why: 'Proxy HA works without Central Management, but then users can get a different policy when the address moves; the vendor always recommends joining the members.',
  source: 'HA',
  help: 'add the member to the cluster, or correct its name',
  examples: {
    invalid: {
      files: {
        'cluster.yaml':
          'proxyHa: { tokyo-ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: {}, tokyo-9: {} } } }',
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
    for (const { name, members } of cluster.facts.proxyHa) {
      for (const { node, place } of members) {
        if (nodesByName(cluster).has(node)) continue
        yield {
          message: `"${node}" in the Proxy HA group "${name}" is not a node of the cluster`,
          place,
          ...didYouMean(node, nodesByName(cluster).keys()),
        }
      }
    }
  },
}
