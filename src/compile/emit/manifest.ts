import type { Digest } from '../../model/names.ts'
import { FORMAT_VERSION, type DigestedFile } from './artifact-file.ts'

/** A name with its digest. */
export type Digested = readonly [name: string, digest: Digest]

/** What a cluster is to be, as JSON where nothing else is said. */
export interface ManifestFields {
  readonly cluster: string
  readonly description: string
  /** Of each node, sorted by name. */
  readonly nodes: readonly Digested[]
  readonly policy: string
}

/** The text whose digest stands for all that the cluster is to be. */
export function contentText({ cluster, description, nodes, policy }: ManifestFields): string {
  const listed = pairs(nodes, ':').join(',')
  return `{"cluster":${cluster},"description":${description},"nodes":{${listed}},"policy":${policy}}`
}

const byPath = (left: DigestedFile, right: DigestedFile): number => (left.path < right.path ? -1 : 1)

/** The manifest: a line for each node and for each file, sorted by their names. */
export function manifestText(
  { cluster, description, nodes, policy }: ManifestFields,
  whole: Digest,
  files: readonly DigestedFile[],
): string {
  return `{
  "formatVersion": ${FORMAT_VERSION},
  "cluster": ${cluster},
  "description": ${description},
  "nodes": ${linesOf(nodes)},
  "policy": ${policy},
  "digest": "${whole}",
  "files": ${linesOf(files.toSorted(byPath).map(({ path, digest }) => [path, digest]))}
}
`
}

function linesOf(digested: readonly Digested[]): string {
  return digested.length === 0 ? '{}' : `{\n    ${pairs(digested, ': ').join(',\n    ')}\n  }`
}

/** Written one by one: an object of a thousand names takes the engine longer than all the rest of the manifest. */
function pairs(digested: readonly Digested[], colon: string): readonly string[] {
  return digested.map(([name, digest]) => `${JSON.stringify(name)}${colon}"${digest}"`)
}
