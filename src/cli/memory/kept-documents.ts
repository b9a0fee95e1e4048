import { isDeepStrictEqual } from 'node:util'
import type { SeveritySettings } from '../../compile/check.ts'
import type { Documents } from '../../compile/documents.ts'
import type { ClusterFiles } from '../../compile/gather.ts'
import { noKnownDocuments, type KnownDocuments } from '../../compile/read-documents.ts'
import type { NamedMemory } from './memory-of.ts'

type LocationContent = Documents['location']

/** What the locations of a cluster say, by the digests of their files: a change of one of them leaves the others to be recalled. */
export class KeptDocuments {
  readonly #known: NamedMemory
  readonly #folder: string

  /** `folder` is that of the clusters. */
  constructor(known: NamedMemory, folder: string) {
    this.#known = known
    this.#folder = folder
  }

  /** The documents that are known; what is read besides is added to them by whoever reads. */
  recall(files: ClusterFiles, severities: SeveritySettings): KnownDocuments {
    const documents = noKnownDocuments()
    const kept = this.#known.memory.recall(this.#keyOf(files))
    const contents = new Map(isKept(kept) ? kept : [])
    for (const file of contents.size === 0 ? [] : files.locations.values()) {
      const content = 'digest' in file && file.digest !== undefined ? contents.get(file.digest) : undefined
      if (content === undefined) continue
      const document = { document: { file: file.path, content }, leftOut: [], diagnostics: [] }
      documents.location.set(file, { severities, document })
      this.#recalled.add(file)
    }
    return documents
  }

  /** Keeps the documents where many of them were not known: a cluster that is changed once is likely to be changed again. */
  keep(files: ClusterFiles, documents: KnownDocuments): void {
    const all = [...files.locations.values()]
    const unknown = all.filter((file) => !this.#recalled.has(file))
    if (unknown.length * 4 <= all.length) return
    const contents = all.flatMap((file) => {
      const read = documents.location.get(file)?.document
      const isWhole = read !== undefined && read.diagnostics.length + read.leftOut.length === 0
      return isWhole && 'digest' in file && file.digest !== undefined ? [[file.digest, read.document.content]] : []
    })
    // Not every value of YAML is one of JSON.
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(contents)), contents)) return
    this.#known.memory.keep(this.#keyOf(files), contents)
  }

  readonly #recalled = new Set<object>()

  #keyOf({ name }: ClusterFiles): string {
    return this.#known.keys.folder('documents', `${this.#folder}/${name}`)
  }
}

/** The memory has shown that the text is as it was kept, and the key that the same build kept it. */
function isKept(value: unknown): value is readonly (readonly [digest: string, content: LocationContent])[] {
  return Array.isArray(value) && value.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string')
}
