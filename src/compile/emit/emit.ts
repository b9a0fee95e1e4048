import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import type { ArtifactFile } from './artifact-file.ts'
import { canonicalJson, contentOf, digestOf, digestOfText, sorted } from './canonical.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { clusterArtifact } from './cluster-artifact.ts'
import type { NodeArtifact, Property } from './node-artifact.ts'
import { policyDocuments } from './policy-documents.ts'

/** What is written for a cluster. The manifest is written last: it stands for all the others. */
export interface ClusterArtifacts {
  readonly files: readonly ArtifactFile[]
  readonly manifest: ArtifactFile
  /** Digest of all that the cluster is to be, and of nothing else: no formatting, no file names, no time. */
  readonly digest: Digest
}

const FORMAT_VERSION = 1

/**
 * The artifacts of a cluster: a file a location, the policy, and a manifest of digests. `root` is the folder of
 * clusters that the files' paths start with; it is left out, so that the same input gives the same bytes anywhere.
 */
export function emitCluster(cluster: Cluster, root: string, vocabulary: Vocabulary): ClusterArtifacts {
  const artifact = clusterArtifact(cluster)
  const digests = new Map(artifact.nodes.map((node) => [node.name, digestOfNode(node)]))
  const policyDigest = digestOf(artifact.policy)
  const files = [
    ...cluster.locations.map(({ name }) => ({
      path: `locations/${name}.json`,
      text: locationText(
        name,
        artifact.nodes.filter(({ location }) => location === name),
        root,
      ),
    })),
    { path: 'policy.json', text: document({ policy: contentOf(artifact.policy) }) },
    ...policyDocuments(cluster, vocabulary),
  ]
  const content = {
    cluster: artifact.name,
    description: Object.fromEntries(artifact.description.map(({ name, value }) => [name, value])),
    nodes: Object.fromEntries(digests),
    policy: policyDigest,
  }
  const whole = digestOfText(canonicalJson(content))
  const listed = Object.fromEntries(files.map(({ path, text }) => [path, digestOfText(text)]))
  const manifest = { path: 'manifest.json', text: document({ ...content, digest: whole, files: listed }) }
  return { files, manifest, digest: whole }
}

/** Digest of what a node is to be: names, values and units. */
function digestOfNode({ uuid, location, description, settings }: NodeArtifact): Digest {
  const content = (property: Property<string>): unknown => [property.name, property.value, property.unit]
  return digestOfText(canonicalJson([uuid, location, description.map(content), settings.map(content)]))
}

function locationText(location: string, nodes: readonly NodeArtifact[], root: string): string {
  const entries = nodes.map(({ name, uuid, description, settings }) => {
    return `${JSON.stringify(name)}: {
  "uuid": ${JSON.stringify(uuid)},
  "description": ${properties(description, root)},
  "settings": ${properties(settings, root)}
}`
  })
  const body = entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n}`
  return `{\n"formatVersion": ${FORMAT_VERSION},\n"location": ${JSON.stringify(location)},\n"nodes": ${body}\n}\n`
}

/** One line a property, so that a difference of two artifacts reads well. */
function properties(list: readonly Property<string>[], root: string): string {
  if (list.length === 0) return '[]'
  const lines = list.map(({ name, value, unit, origin }) =>
    JSON.stringify({
      name,
      value: sorted(value),
      ...(unit === undefined ? {} : { unit }),
      origin: { ...origin, file: belowRoot(origin.file, root) },
    }),
  )
  return `[\n    ${lines.join(',\n    ')}\n  ]`
}

function belowRoot(file: string, root: string): string {
  return root !== '' && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file
}

function document(content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...Object.fromEntries(Object.entries(content).map(([key, value]) => [key, sorted(value)])) }, undefined, 2)}\n`
}
