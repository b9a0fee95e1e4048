import { sha256Of } from '../../model/digest.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { Digest, NodeName } from '../../model/names.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { withDigest, type DigestedFile } from './artifact-file.ts'
import { canonicalJson } from '../../source/canonical-json.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { columnsOf, descriptionOf, namesIn } from './columns.ts'
import { locationArtifact, type KnownLocation } from './location-artifact.ts'
import { contentText, manifestText, type Digested } from './manifest.ts'
import { policyArtifacts, type KnownPolicyArtifacts } from './policy-artifacts.ts'

/** What is written for a cluster. The manifest is written last: it stands for all the others. */
export interface ClusterArtifacts {
  readonly files: readonly DigestedFile[]
  readonly manifest: DigestedFile
  /** Digest of all that the cluster is to be, and of nothing else: no formatting, no file names, no time. */
  readonly digest: Digest
  /** What need not be written again for a cluster that has the same parts. */
  readonly parts: Required<KnownArtifacts>
}

/** What is known of a cluster's artifacts: who has it answers for the parts being what they were. */
export interface KnownArtifacts {
  /** The names of the settings that the nodes of the cluster have. */
  readonly settings: string
  /** By location. */
  readonly locations: ReadonlyMap<string, KnownLocation>
  readonly policy?: { readonly of: Policy; readonly artifacts: KnownPolicyArtifacts }
}

/**
 * The artifacts of a cluster: a file a location, the policy, and a manifest of digests. `root` is the folder of
 * clusters that the files' paths start with; it is left out, so that the same input gives the same bytes anywhere.
 */
export function emitCluster(
  cluster: Cluster,
  root: string,
  vocabulary: Vocabulary,
  known?: KnownArtifacts,
): ClusterArtifacts {
  const columns = columnsOf(cluster)
  const settings = namesIn(columns)
  const knownLocations = known?.settings === settings ? known.locations : undefined
  const locations = cluster.locations.map((location) => ({
    name: location.name,
    ...locationArtifact(location, columns, root, knownLocations?.get(location.name)),
  }))
  const policy = policyArtifacts(
    cluster,
    vocabulary,
    known?.policy?.of === cluster.policy ? known.policy.artifacts : undefined,
  )
  const files = [...locations.map(({ file }) => file), ...policy.files]
  const fields = {
    cluster: JSON.stringify(cluster.name),
    description: canonicalJson(descriptionOf(cluster)),
    nodes: inOrder(cluster.nodes, new Map(locations.flatMap(({ digests }) => digests))),
    policy: JSON.stringify(policy.digest),
  }
  const whole = sha256Of(contentText(fields))
  const manifest = withDigest({ path: 'manifest.json', text: manifestText(fields, whole, files) })
  return {
    files,
    manifest,
    digest: whole,
    parts: {
      settings,
      locations: new Map(locations.map(({ name, file, digests }) => [name, { digest: file.digest, digests }])),
      policy: { of: cluster.policy, artifacts: policy },
    },
  }
}

function inOrder(nodes: readonly Node[], digests: ReadonlyMap<NodeName, Digest>): readonly Digested[] {
  return nodes.flatMap(({ name }): readonly Digested[] => {
    const known = digests.get(name)
    return known === undefined ? [] : [[name, known]]
  })
}
