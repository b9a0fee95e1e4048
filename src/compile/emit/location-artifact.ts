import { sha256Of } from '../../model/digest.ts'
import type { Location, Node } from '../../model/fleet.ts'
import type { Digest, NodeName } from '../../model/names.ts'
import { FORMAT_VERSION, KnownFile, withDigest, type DigestedFile } from './artifact-file.ts'
import type { Columns } from './columns.ts'
import { OriginText } from './origin-text.ts'
import { Section } from './section.ts'

/** What is known of a location's file without writing it. */
export type KnownLocation = Omit<LocationArtifact, 'file'> & { readonly digest: Digest }

/** The file of a location, and of each of its nodes the digest of what it is to be: names, values and units. */
export interface LocationArtifact {
  readonly file: DigestedFile
  readonly digests: readonly (readonly [NodeName, Digest])[]
}

/**
 * Writes a location: a line for each property of its nodes, so that a difference of two artifacts reads well. A node has
 * its own lines and those of `inherited` by whose name it has none.
 */
export function locationArtifact(
  location: Location,
  columns: Columns,
  root: string,
  known?: KnownLocation,
): LocationArtifact {
  if (known === undefined) return written(location, columns, root)
  const { digest, digests } = known
  const file = new KnownFile({ path: pathOf(location), digest }, () => written(location, columns, root).file.text)
  return { file, digests }
}

function pathOf({ name }: Location): string {
  return `locations/${name}.json`
}

function written(location: Location, columns: Columns, root: string): LocationArtifact {
  const { name, nodes, place } = location
  const origins = new OriginText(root)
  const description = new Section(columns.description, nodes, origins)
  const settings = new Section(columns.settings, nodes, origins)
  const digests: (readonly [NodeName, Digest])[] = []
  const texts = nodes.map((node) => {
    const described = description.of(node)
    const managed = settings.of(node)
    const uuid = JSON.stringify(node.uuid.value)
    const content = `[${uuid},${JSON.stringify(name)},${described.content},${managed.content}]`
    digests.push([node.name, sha256Of(content)])
    return `${JSON.stringify(node.name)}: {
  "uuid": ${uuid},${keyOf(node)}
  "description": ${described.lines},
  "settings": ${managed.lines}
}`
  })
  const text = `{
"formatVersion": ${FORMAT_VERSION},
"location": ${JSON.stringify(name)},
"file": ${JSON.stringify(origins.pathOf(place.file))},
"inherited": {
  "description": ${description.inherited},
  "settings": ${settings.inherited}
},
"nodes": ${texts.length === 0 ? '{}' : `{\n${texts.join(',\n')}\n}`}
}
`
  return { file: withDigest({ path: pathOf(location), text }), digests }
}

/** The key that a node of a range is written under. */
function keyOf({ name, place }: Node): string {
  const key = place.kind === 'node' ? place.path.at(-1) : name
  return key === name ? '' : `\n  "key": ${JSON.stringify(key)},`
}
