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
  try {
    return { kind: 'authority', pem: await sources.readFile(reference.file), ...name }
  } catch {
    return { problem: `the authority's certificate "${reference.file}" cannot be read` }
  }
}
