import type { Digest } from '../../model/names.ts'
import { digestOfText } from './canonical.ts'

/** Version of the artifacts' form; another one where a reader of the one before would be wrong. */
export const FORMAT_VERSION = 2

/** A file of the artifacts, by its path below the cluster's folder. */
export interface ArtifactFile {
  readonly path: string
  readonly text: string
}

/** An artifact with the digest of its bytes. */
export interface SealedFile extends ArtifactFile {
  readonly digest: Digest
}

/** An artifact whose digest is known: its text is written for whoever wants it. */
export class KnownFile implements SealedFile {
  readonly path: string
  readonly digest: Digest
  readonly #write: () => string

  constructor({ path, digest }: Omit<SealedFile, 'text'>, write: () => string) {
    this.path = path
    this.digest = digest
    this.#write = write
  }

  get text(): string {
    return this.#write()
  }
}

/** Works out the digest of an artifact. */
export function sealed({ path, text }: ArtifactFile): SealedFile {
  return { path, text, digest: digestOfText(text) }
}
