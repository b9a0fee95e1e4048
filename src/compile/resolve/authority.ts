import type { CertificateAuthority } from '../../model/fleet.ts'
import type { AuthorityDocument } from '../documents/documents.ts'

/** A cluster's authority with its fingerprint in the one form that is compared: lower case, no colons. */
export function authority({ sha256, ...rest }: AuthorityDocument): CertificateAuthority {
  return { ...rest, sha256: sha256.replaceAll(':', '').toLowerCase() }
}
