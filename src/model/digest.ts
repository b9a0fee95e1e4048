import { hash } from 'node:crypto'
import { digest, type Digest } from './names.ts'

/** The one way in which Pader makes a digest of content, so that digests from anywhere in it can be compared. */
export function sha256Of(content: string | Uint8Array): Digest {
  return digest(hash('sha256', content))
}
