import { withDigest, type DigestedFile } from './artifact-file.ts'

/** Where artifacts come from; kept apart from them, because the same content may come from anywhere. */
export interface Provenance {
  /** Commit of the working copy, absent outside git. */
  readonly commit?: string
  /** Whether the working copy differed from the commit. */
  readonly modified?: boolean
  readonly paderVersion: string
}

/** The file that says where artifacts come from. */
export function provenanceFile(provenance: Provenance): DigestedFile {
  return withDigest({
    path: 'provenance.json',
    text: `${JSON.stringify({ formatVersion: 1, ...provenance }, undefined, 2)}\n`,
  })
}
