import type { Cluster, Node } from '../../model/fleet.ts'
import { publicAddressesOf, type PublicAddress } from '../facts/marks.ts'
import { repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Example, Rule } from './rule.ts'

const beside = (address: string): Example => ({
  files: {
    '../lab/cluster.yaml': 'format: 1\nproduct: { version: 12.2.15 }\nentryNode: lab-1\n',
    '../lab/locations/lab.yaml': `format: 1
nodes: { lab-1: { uuid: 564D77AA-0C1D-4E2F-9A3B-5C6D7E8F9A0B, address: ${address} } }
`,
    'locations/tokyo.yaml': 'nodes: { tokyo-2: { address: 1.2.3.4 } }',
  },
})

/** A public address belongs to only one node in the repository. */
export const cmIp017: Rule = {
  code: 'CM-IP-017',
  title: 'A public address belongs to only one node in the repository',
  severity: 'warning',
  stage: 'static',
  why: 'Public addresses are assigned only once worldwide: if two clusters have the same one, both claim the same appliance, or there is a typo.',
  limits:
    'Private, carrier-grade NAT and documentation addresses are not compared, since separate sites use the same ones. If one cluster is selected by name, the addresses of the others are compared only if they have one of its UUIDs.',
  source: 'ours',
  help: 'enter the address that the node really has',
  examples: { invalid: beside('1.2.3.4'), valid: beside('1.2.3.5') },

  *across(clusters) {
    const all = clusters.flatMap((cluster) => cluster.nodes.flatMap((node) => addressesOf(cluster, node)))
    for (const { first, other } of repeatsIn(all, ({ address }) => address)) {
      // Nodes of one cluster are compared by CM-IP-009, and the same appliance twice is reported by CM-MEM-017.
      if (first.cluster === other.cluster || first.node.uuid.value === other.node.uuid.value) continue
      yield {
        message: `node "${other.node.name}" of cluster "${other.cluster.name}" has the public address "${other.address}" of node "${first.node.name}" of cluster "${first.cluster.name}"`,
        place: other.place,
        related: [{ place: first.place, note: `in cluster "${first.cluster.name}"` }],
      }
    }
  },
}

interface Held extends PublicAddress {
  readonly cluster: Cluster
  readonly node: Node
}

function addressesOf(cluster: Cluster, node: Node): readonly Held[] {
  return publicAddressesOf(node).map((one) => ({ ...one, cluster, node }))
}
