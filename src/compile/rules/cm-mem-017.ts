import { isUuid } from '../facts/marks.ts'
import { repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Example, Rule } from './rule.ts'

const beside = (uuid: string): Example => ({
  files: {
    '../lab/cluster.yaml': 'format: 1\nproduct: { version: 12.2.15 }\nentryNode: lab-1\n',
    '../lab/locations/lab.yaml': `format: 1\nnodes: { lab-1: { uuid: ${uuid}, address: 10.90.0.11 } }\n`,
  },
})

/** An appliance is in only one cluster of the repository. */
export const cmMem017: Rule = {
  code: 'CM-MEM-017',
  title: 'An appliance is in only one cluster of the repository',
  severity: 'error',
  stage: 'static',
  why: 'An appliance is a member of one Central Management cluster. If two clusters describe the same appliance, each rollout in one undoes the last rollout in the other. A folder copied for a new cluster still has the UUIDs of the old one.',
  limits:
    'The nodes of all clusters are compared. If one cluster is selected by name, the location files of the others are searched for its UUIDs and for nothing else. Private addresses prove nothing here, since separate sites use the same ones; public ones are compared by CM-IP-017. A waiver belongs to one cluster and does not cover this.',
  source: 'ours',
  help: 'remove the node from one of the clusters, or copy its own UUID from Appliances Information',
  examples: {
    invalid: beside('564d0fa3-6391-5b1c-ecdd-18116fd8dadd'),
    valid: beside('564D77AA-0C1D-4E2F-9A3B-5C6D7E8F9A0B'),
  },

  *across(clusters) {
    const nodes = clusters.flatMap((cluster) => cluster.nodes.map((node) => ({ cluster, node })))
    const marked = nodes.filter(({ node }) => isUuid(node.uuid.value))
    for (const { first, other } of repeatsIn(marked, ({ node }) => node.uuid.value)) {
      // Two nodes of one cluster are reported by CM-MEM-002.
      if (first.cluster === other.cluster) continue
      yield {
        message: `node "${other.node.name}" of cluster "${other.cluster.name}" has the UUID of node "${first.node.name}" of cluster "${first.cluster.name}"`,
        place: other.node.uuid.origin.place,
        related: [{ place: first.node.uuid.origin.place, note: `in cluster "${first.cluster.name}"` }],
      }
    }
  },
}
