import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'

/**
 * Whose certificate is believed. There is no "believe anybody": an appliance's self-signed certificate is pinned.
 *
 * - `authority`: a chain to one of these PEM certificates, and the name (or address) must fit.
 * - `certificate`, `key`: SHA-256 (lower-case hex) of the certificate, or of its public key (SPKI); the chain and the
 *   name do not matter then, since nobody else has that certificate's private key.
 */
export type Trust =
  | { readonly kind: 'authority'; readonly pem: string; readonly serverName?: string }
  | { readonly kind: 'certificate' | 'key'; readonly sha256: readonly string[] }

/** What a handshake is made with. */
export interface Handshake {
  readonly minVersion: 'TLSv1.2'
  readonly rejectUnauthorized: boolean
  readonly ca?: string
  readonly servername?: string
}

/** Options for the TLS handshake. A pinned certificate is judged by {@link objection} as soon as the handshake is done. */
export function handshakeOptions(trust: Trust): Handshake {
  const common = { minVersion: 'TLSv1.2' } as const
  if (trust.kind !== 'authority') return { ...common, rejectUnauthorized: false }
  const name = trust.serverName === undefined ? {} : { servername: trust.serverName }
  // Said explicitly, because an environment variable could switch the check off for the whole process.
  return { ...common, rejectUnauthorized: true, ca: trust.pem, ...name }
}

/** Why the peer of a finished handshake is not believed, or undefined when it is. */
export function objection(trust: Trust, socket: unknown): string | undefined {
  if (trust.kind === 'authority') return undefined
  if (!(socket instanceof TLSSocket)) return 'the connection is not encrypted'
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return 'the node showed no certificate'
  const found = trust.kind === 'key' ? keyDigest(certificate) : certificateDigest(certificate)
  if (trust.sha256.some((expected) => same(expected, found))) return undefined
  return `the ${trust.kind === 'key' ? "certificate's key" : 'certificate'} has the SHA-256 ${found}, which is not pinned`
}

/** SHA-256 of a certificate's public key (SPKI, DER), lower-case hex. */
export function keyDigest(certificate: X509Certificate): string {
  return sha256(certificate.publicKey.export({ type: 'spki', format: 'der' }))
}

/** SHA-256 of a certificate (DER), lower-case hex. */
export function certificateDigest(certificate: X509Certificate): string {
  return sha256(certificate.raw)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function same(expected: string, found: string): boolean {
  const [a, b] = [Buffer.from(expected.toLowerCase()), Buffer.from(found)]
  return a.length === b.length && timingSafeEqual(a, b)
}
