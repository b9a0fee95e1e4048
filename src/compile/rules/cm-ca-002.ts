import type { CertificateAuthority } from '../../model/fleet.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Finding, Rule } from './rule.ts'

/** All nodes have the certificate authority of the cluster. */
export const cmCa002: Rule = {
  code: 'CM-CA-002',
  title: 'All nodes have the certificate authority of the cluster',
  severity: 'error',
  stage: 'static',
  why: 'Nodes with different authorities do not trust each other; the connection fails at "certificate verification".',
  source: 'BP',
  help: "import the cluster's authority on the node before it joins",
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-2:
    ca: { name: Old CA, sha256: 1f3b0c6a52d94e18b1f6c3a7e09d25c84f6e1b7a93d05c2e8f41a6b9d7c0e352 }
`,
      },
    },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: {} }' } },
  },

  *check(cluster) {
    const wanted = cluster.ca ?? cluster.nodes.find(({ ca }) => ca !== undefined)?.ca
    for (const { name, ca } of cluster.nodes) {
      if (ca === undefined || wanted === undefined) continue
      if (ca.value.sha256 === wanted.value.sha256) {
        if (ca.value.name !== wanted.value.name) yield misnamed(name, ca, wanted)
        continue
      }
      const what = ca.value.name === wanted.value.name ? 'with another fingerprint' : `"${ca.value.name}"`
      yield {
        message: `node "${name}" has an authority ${what}, the cluster has "${wanted.value.name}"`,
        place: ca.origin.place,
      }
    }
  },
}

/** Connections do not fail for a name: what is compared there is the certificate. */
function misnamed(node: string, ca: Sourced<CertificateAuthority>, wanted: Sourced<CertificateAuthority>): Finding {
  return {
    severity: 'warning',
    message: `node "${node}" calls its authority "${ca.value.name}", but has the fingerprint of "${wanted.value.name}"`,
    place: ca.origin.place,
    help: 'correct the name, or the fingerprint if it was copied',
  }
}
