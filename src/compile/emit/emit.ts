import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import { sealed, type SealedFile } from './artifact-file.ts'
import { groupedBy } from '../reading.ts'
import { canonicalJson, contentOf, digestOfText, sorted } from './canonical.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { clusterArtifact } from './cluster-artifact.ts'
import type { NodeArtifact } from './node-artifact.ts'
import { policyDocuments } from './policy-documents.ts'
import { PropertyTexts, type PropertyText } from './property-texts.ts'

/** What is written for a cluster. The manifest is written last: it stands for all the others. */
export interface ClusterArtifacts {
  readonly files: readonly SealedFile[]
  readonly manifest: SealedFile
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
  const texts = new PropertyTexts(root)
  const nodes = artifact.nodes.map((node) => nodeText(node, texts))
  const nodesOf = groupedBy(nodes, ({ location }) => location)
  const policy = contentOf(artifact.policy)
  const files = [
    ...cluster.locations.map(({ name }) => ({
      path: `locations/${name}.json`,
      text: locationText(name, nodesOf.get(name) ?? []),
    })),
    { path: 'policy.json', text: document({ policy }) },
    ...policyDocuments(cluster, vocabulary),
  ].map(sealed)
  const content = {
    cluster: artifact.name,
    description: Object.fromEntries(artifact.description.map(({ name, found }) => [name, found.value])),
    nodes: Object.fromEntries(nodes.map(({ name, digest }) => [name, digest])),
    policy: digestOfText(canonicalJson(policy)),
  }
  const whole = digestOfText(canonicalJson(content))
  const listed = Object.fromEntries(files.map((file) => [file.path, file.digest]))
  const manifest = sealed({ path: 'manifest.json', text: document({ ...content, digest: whole, files: listed }) })
  return { files, manifest, digest: whole }
}

interface NodeText extends Pick<NodeArtifact, 'name' | 'location'> {
  readonly text: string
  /** Digest of what the node is to be: names, values and units. */
  readonly digest: Digest
}

function nodeText({ name, location, uuid, description, settings }: NodeArtifact, texts: PropertyTexts): NodeText {
  const described = description.map((property) => texts.of(property))
  const managed = settings.map((property) => texts.of(property))
  const text = `${JSON.stringify(name)}: {
  "uuid": ${JSON.stringify(uuid)},
  "description": ${linesOf(described)},
  "settings": ${linesOf(managed)}
}`
  const content = `[${JSON.stringify(uuid)},${JSON.stringify(location)},${contentsOf(described)},${contentsOf(managed)}]`
  return { name, location, text, digest: digestOfText(content) }
}

function linesOf(properties: readonly PropertyText[]): string {
  if (properties.length === 0) return '[]'
  return `[\n    ${properties.map(({ line }) => line).join(',\n    ')}\n  ]`
}

function contentsOf(properties: readonly PropertyText[]): string {
  return `[${properties.map(({ content }) => content).join(',')}]`
}

function locationText(location: string, nodes: readonly NodeText[]): string {
  const body = nodes.length === 0 ? '{}' : `{\n${nodes.map(({ text }) => text).join(',\n')}\n}`
  return `{\n"formatVersion": ${FORMAT_VERSION},\n"location": ${JSON.stringify(location)},\n"nodes": ${body}\n}\n`
}

function document(content: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(content).map(([key, value]) => [key, sorted(value)])
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...Object.fromEntries(fields) }, undefined, 2)}\n`
}
