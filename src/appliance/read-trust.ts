import type { TrustReference } from './host-file.ts'
import type { SecretSources } from './secret-reference.ts'
import type { Trust } from './tls-trust.ts'

/** Whom a reference of the host file means; an authority's certificate is read from its file. */
export async function readTrust(
  reference: TrustReference | undefined,
  sources: SecretSources,
): Promise<Trust | { readonly problem: string }> {
  if (reference === undefined) return { problem: 'nothing says whose certificate is believed' }
  if (reference.kind !== 'authority') return reference
  const name = reference.serverName === undefined ? {} : { serverName: reference.serverName }
  const what = `the authority's certificate "${reference.file}"`
  try {
    const pem = await sources.readFile(reference.file)
    return isPem(pem) ? { kind: 'authority', pem, ...name } : { problem: `${what} is none in PEM form` }
  } catch {
    return { problem: `${what} cannot be read` }
  }
}

/** A handshake takes any text, and then believes nobody. */
function isPem(text: string): boolean {
  return /^-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/m.test(text)
}
