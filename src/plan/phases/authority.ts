import type { CertificateAuthority } from '../../model/fleet.ts'
import type { Draft } from '../draft.ts'
import { shutAway, type Standings } from '../preconditions.ts'

/** Name of the step in which a cluster gets a certificate authority. */
export function authorityStep({ sha256 }: CertificateAuthority): string {
  return `authority ${sha256.slice(0, 12)}`
}

/**
 * The one phase of a plan that gives the cluster another certificate authority. Nobody can prove what nodes do while some have the
 * new certificates and some do not; so it starts only while every node is shown to be there and in sync.
 */
export function authorityPhase(from: CertificateAuthority, to: CertificateAuthority, standings: Standings): Draft {
  const { entry, members } = standings
  return {
    kind: 'manual',
    title: `replace the certificate authority ${named(from, to)} by ${named(to, from)}`,
    preconditions: [
      { kind: 'confirmed', nodes: members, because: 'a node that misses its new certificate is locked out' },
      ...shutAway(standings),
    ],
    steps: [
      {
        kind: 'manual',
        id: authorityStep(to),
        action: { kind: 'rotate authority' },
        instructions: [
          'have access to every node that does not depend on the cluster (its console): a node that misses its new certificate is locked out',
          `log on to ${entry}, the entry node, and nowhere else; make sure that all nodes show the same storage timestamp (Configuration > Appliances)`,
          `Configuration > Appliances (Cluster) > Cluster CA: generate or import "${to.name}" (SHA-256 ${to.sha256}); all nodes of the cluster get new certificates from it`,
          'keep its private key away from the repository and from mail',
          'on a node that was away in the meantime, import the certificate authority by hand before it returns',
          'check again that all nodes show the same storage timestamp, then log off',
        ],
        check: { kind: 'confirmation', question: `do all nodes show the certificate authority ${named(to, from)}?` },
      },
    ],
    proof: {
      kind: 'unprovable',
      because:
        'what nodes do while some have certificates of the new certificate authority and some of the old one is not known',
    },
  }
}

/** A certificate authority by its name, and by its fingerprint where the other one has the same name. */
function named({ name, sha256 }: CertificateAuthority, other: CertificateAuthority): string {
  return name === other.name ? `"${name}" (SHA-256 ${sha256.slice(0, 12)}…)` : `"${name}"`
}
