import type { Cluster, Node } from '../../model/fleet.ts'
import type { Digest, NodeName } from '../../model/names.ts'
import { FORMAT_VERSION, sealed, type SealedFile } from './artifact-file.ts'
import { canonicalJson } from '../../source/canonical-json.ts'
import { digestOfText, sortedContentOf } from './canonical.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { columnsOf, descriptionOf } from './columns.ts'
import { locationArtifact } from './location-artifact.ts'
import { contentText, manifestText, type Digested } from './manifest.ts'
import { policyDocuments } from './policy-documents.ts'
import { sealedPolicy } from './sealed-policy.ts'

/** What is written for a cluster. The manifest is written last: it stands for all the others. */
export interface ClusterArtifacts {
  readonly files: readonly SealedFile[]
  readonly manifest: SealedFile
  /** Digest of all that the cluster is to be, and of nothing else: no formatting, no file names, no time. */
  readonly digest: Digest
}

/**
 * The artifacts of a cluster: a file a location, the policy, and a manifest of digests. `root` is the folder of
 * clusters that the files' paths start with; it is left out, so that the same input gives the same bytes anywhere.
 */
export function emitCluster(cluster: Cluster, root: string, vocabulary: Vocabulary): ClusterArtifacts {
  const columns = columnsOf(cluster)
  const locations = cluster.locations.map((location) => locationArtifact(location, columns, root))
  const policy = sortedContentOf(sealedPolicy(cluster.policy))
  const files = [
    ...locations.map(({ file }) => file),
    sealed({ path: 'policy.json', text: policyText(policy) }),
    ...policyDocuments(cluster, vocabulary).map(sealed),
  ]
  const fields = {
    cluster: JSON.stringify(cluster.name),
    description: canonicalJson(descriptionOf(cluster)),
    nodes: inOrder(cluster.nodes, new Map(locations.flatMap(({ digests }) => digests))),
    policy: JSON.stringify(digestOfText(JSON.stringify(policy))),
  }
  const whole = digestOfText(contentText(fields))
  const manifest = sealed({ path: 'manifest.json', text: manifestText(fields, whole, files) })
  return { files, manifest, digest: whole }
}

function inOrder(nodes: readonly Node[], digests: ReadonlyMap<NodeName, Digest>): readonly Digested[] {
  return nodes.flatMap(({ name }): readonly Digested[] => {
    const known = digests.get(name)
    return known === undefined ? [] : [[name, known]]
  })
}

function policyText(policy: unknown): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, policy }, undefined, 2)}\n`
}
