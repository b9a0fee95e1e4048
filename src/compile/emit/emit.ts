import type { Cluster } from '../../model/fleet.ts'
import type { Digest, NodeName } from '../../model/names.ts'
import { sealed, type SealedFile } from './artifact-file.ts'
import { groupedBy } from '../reading.ts'
import { digestOfText, sorted, sortedContentOf } from './canonical.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { clusterArtifact } from './cluster-artifact.ts'
import type { NodeArtifact, Property } from './node-artifact.ts'
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
  const nodesOf = groupedBy(artifact.nodes, ({ location }) => location)
  const nodeDigests = new Map<NodeName, Digest>()
  // Each location is sealed before the next one is written: a text is held in many small pieces until then.
  const locations = cluster.locations.map(({ name }) => {
    const nodes = (nodesOf.get(name) ?? []).map((node) => nodeText(node, texts))
    for (const node of nodes) nodeDigests.set(node.name, node.digest)
    return sealed({ path: `locations/${name}.json`, text: locationText(name, nodes) })
  })
  const policy = sortedContentOf(artifact.policy)
  const files = [
    ...locations,
    sealed({ path: 'policy.json', text: document({ policy }) }),
    ...policyDocuments(cluster, vocabulary).map(sealed),
  ]
  const content = {
    cluster: artifact.name,
    description: sorted(Object.fromEntries(artifact.description.map(({ name, found }) => [name, found.value]))),
    nodes: sorted(Object.fromEntries(nodeDigests)),
    policy: digestOfText(JSON.stringify(policy)),
  }
  const whole = digestOfText(JSON.stringify(content))
  const listed = sorted(Object.fromEntries(files.map((file) => [file.path, file.digest])))
  const manifest = sealed({ path: 'manifest.json', text: document({ ...content, digest: whole, files: listed }) })
  return { files, manifest, digest: whole }
}

interface NodeText extends Pick<NodeArtifact, 'name'> {
  readonly text: string
  /** Digest of what the node is to be: names, values and units. */
  readonly digest: Digest
}

function nodeText({ name, location, uuid, description, settings }: NodeArtifact, texts: PropertyTexts): NodeText {
  const described = textOf(description, texts)
  const managed = textOf(settings, texts)
  const text = `${JSON.stringify(name)}: {
  "uuid": ${JSON.stringify(uuid)},
  "description": ${described.line},
  "settings": ${managed.line}
}`
  const content = `[${JSON.stringify(uuid)},${JSON.stringify(location)},${described.content},${managed.content}]`
  return { name, text, digest: digestOfText(content) }
}

/** A list of properties, a line for each. */
function textOf(properties: readonly Property<string>[], texts: PropertyTexts): PropertyText {
  let lines = ''
  let contents = ''
  for (const property of properties) {
    const { line, content } = texts.of(property)
    lines += lines === '' ? line : `,\n    ${line}`
    contents += contents === '' ? content : `,${content}`
  }
  return { line: lines === '' ? '[]' : `[\n    ${lines}\n  ]`, content: `[${contents}]` }
}

function locationText(location: string, nodes: readonly NodeText[]): string {
  const body = nodes.length === 0 ? '{}' : `{\n${nodes.map(({ text }) => text).join(',\n')}\n}`
  return `{\n"formatVersion": ${FORMAT_VERSION},\n"location": ${JSON.stringify(location)},\n"nodes": ${body}\n}\n`
}

/** A file of sorted fields. */
function document(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...fields }, undefined, 2)}\n`
}
