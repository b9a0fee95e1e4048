import type { Cluster } from '../../model/fleet.ts'
import type { ClusterName } from '../../model/names.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { sealedPolicy } from './sealed-policy.ts'
import { described, nodeArtifacts, type DescriptiveName, type NodeArtifact, type Property } from './node-artifact.ts'

/** A cluster as the artifacts hold it: plain data, the same whatever the YAML that it was made of looks like. */
export interface ClusterArtifact {
  readonly name: ClusterName
  /** What describes the cluster as a whole, sorted by name. */
  readonly description: readonly Property<DescriptiveName>[]
  /** Sorted by name. */
  readonly nodes: readonly NodeArtifact[]
  readonly policy: Policy
}

/** What is kept of a cluster. */
export function clusterArtifact(cluster: Cluster): ClusterArtifact {
  return {
    name: cluster.name,
    description: described(cluster),
    nodes: nodeArtifacts(cluster),
    policy: sealedPolicy(cluster.policy),
  }
}
