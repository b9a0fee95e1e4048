import type { Diagnostic } from '../source/diagnostic.ts'
import type { RawFile } from '../source/source-file.ts'
import type { ValidDocument } from './documents.ts'
import type { ClusterFiles } from './gather.ts'
import { readDocument, type DocumentReader } from './read-documents.ts'
import type { ClusterDocuments } from './resolve/cluster.ts'
import type { DocumentKind } from './validate.ts'

/** The documents of a cluster, if all of them could be read, with what is wrong. */
export interface ReadCluster {
  readonly documents: ClusterDocuments | undefined
  readonly waivers: ValidDocument<'waivers'> | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads all files of a cluster. */
export function readCluster(files: ClusterFiles, reader: DocumentReader): ReadCluster {
  const diagnostics: Diagnostic[] = []
  let complete = true
  const read = <Kind extends DocumentKind>(kind: Kind, file: RawFile | undefined): ValidDocument<Kind> | undefined => {
    if (file === undefined) return undefined
    const { document, diagnostics: found } = readDocument(kind, file, reader)
    diagnostics.push(...found)
    complete &&= document !== undefined
    return document
  }
  const cluster = read('cluster', files.cluster)
  const regions = read('regions', files.regions)
  const waivers = read('waivers', files.waivers)
  const locations = new Map<string, ValidDocument<'location'>>()
  for (const [name, file] of files.locations) {
    const location = read('location', file)
    if (location !== undefined) locations.set(name, location)
  }
  const documents =
    complete && cluster !== undefined
      ? { name: files.name, cluster, regions, locations, policy: files.policy }
      : undefined
  return { documents, waivers, diagnostics }
}
