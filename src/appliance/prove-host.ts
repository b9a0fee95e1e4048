import { provesEmulator, type AskControl } from './emulator-proof.ts'
import type { ClusterHost } from './host-file.ts'
import { readTrust } from './read-trust.ts'
import { resolveSecret, type SecretSources } from './secret-reference.ts'
import type { Trust } from './tls-trust.ts'

/**
 * Whether every node that the host file names for a cluster is proved to be one and the same emulator's. The problem
 * says what of the host file cannot be read.
 */
export async function hostIsEmulator(
  host: ClusterHost,
  sources: SecretSources,
  nonce: string,
  ask: AskControl,
): Promise<boolean | { readonly problem: string }> {
  if (host.emulator === undefined) return false
  const secret = await resolveSecret(host.emulator.secret, sources)
  if ('problem' in secret) return secret
  const trusts: Trust[] = []
  for (const node of host.nodes.values()) {
    const trust = await readTrust(node.trust ?? host.trust, sources)
    if ('problem' in trust) return trust
    trusts.push(trust)
  }
  return provesEmulator({ control: host.emulator.control, secret, trusts }, nonce, ask)
}
