import type { SeveritySettings } from '../../compile/check/check.ts'
import type { Documents } from '../../compile/documents/documents.ts'
import type { ClusterFiles } from '../../compile/read/gather.ts'
import type { KnownDocuments } from '../../compile/read/read-documents.ts'
import type { RawFile } from '../../source/source-file.ts'

/** What a location says, by the digest of its file. */
export type CachedDocument = readonly [digest: string, content: Documents['location']]

/** Makes the documents known whose files hold the same bytes, and says how many of a cluster's locations are not. */
export function recallDocuments(
  kept: readonly CachedDocument[],
  { locations }: ClusterFiles,
  severities: SeveritySettings,
  into: KnownDocuments,
): number {
  const contents = new Map(kept)
  let unknown = 0
  for (const file of locations.values()) {
    const digest = digestOf(file)
    const content = digest === undefined ? undefined : contents.get(digest)
    if (content === undefined) unknown++
    else {
      const document = { document: { file: file.path, content }, leftOut: [], diagnostics: [] }
      into.location.set(file, { severities, document })
    }
  }
  return unknown
}

/** What is kept of the locations of a cluster: what they say, where nothing is wrong with it. */
export function documentsToCache({ locations }: ClusterFiles, documents: KnownDocuments): readonly CachedDocument[] {
  return [...locations.values()].flatMap((file): readonly CachedDocument[] => {
    const read = documents.location.get(file)?.document
    const digest = digestOf(file)
    const isWhole = read !== undefined && read.diagnostics.length + read.leftOut.length === 0
    return isWhole && digest !== undefined ? [[digest, read.document.content]] : []
  })
}

/** The digest of what a file holds, where it is known. */
export function digestOf(file: RawFile): string | undefined {
  return 'digest' in file ? file.digest : undefined
}
