import { isUuid } from '../facts/marks.ts'
import { repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Example, Rule } from './rule.ts'

const beside = (uuid: string): Example => ({
  files: {
    '../lab/cluster.yaml': 'format: 1\nproduct: { version: 12.2.15 }\nentryNode: lab-1\n',
    '../lab/locations/lab.yaml': `format: 1\nnodes: { lab-1: { uuid: ${uuid}, address: 10.90.0.11 } }\n`,
  },
})

/** An appliance is in one cluster of the repository. */
export const cmMem017: Rule = {
  code: 'CM-MEM-017',
  title: 'An appliance is in one cluster of the repository',
  severity: 'error',
  stage: 'static',
  why: 'An appliance is a member of one Central Management cluster. Where two describe the same one, what is rolled out in one is taken back by the next rollout in the other. A folder that was copied for a new cluster has the UUIDs of the old one.',
  limits:
    'The nodes of all clusters are compared. Where one cluster is asked for by name, the location files of the others are looked at for its UUIDs and for nothing else. Private addresses say nothing about this, since separate sites use the same ones; public ones are compared by CM-IP-017. A waiver belongs to one cluster and does not accept it.',
  source: 'ours',
  help: 'take the node out of one of the clusters, or copy its own UUID from Appliances Information',
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
