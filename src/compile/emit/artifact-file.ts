import { sha256Of } from '../../model/digest.ts'
import type { Digest } from '../../model/names.ts'

/** Version of the artifacts' form; another one where a reader of the one before would be wrong. */
export const FORMAT_VERSION = 2

/** A file of the artifacts, by its path below the cluster's folder. */
export interface ArtifactFile {
  readonly path: string
  readonly text: string
}

/** An artifact with the digest of its bytes. */
export interface DigestedFile extends ArtifactFile {
  readonly digest: Digest
}

/** An artifact whose digest is known: its text is written for whoever wants it. */
export class KnownFile implements DigestedFile {
  readonly path: string
  readonly digest: Digest
  readonly #write: () => string

  constructor({ path, digest }: Omit<DigestedFile, 'text'>, write: () => string) {
    this.path = path
    this.digest = digest
    this.#write = write
  }

  get text(): string {
    return this.#write()
  }
}

/** Works out the digest of an artifact. */
export function withDigest({ path, text }: ArtifactFile): DigestedFile {
  return { path, text, digest: sha256Of(text) }
}
