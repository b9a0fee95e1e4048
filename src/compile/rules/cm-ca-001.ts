import type { CertificateAuthority } from '../../model/fleet.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Rule } from './rule.ts'

const SHIPPED = 'McAfee Web Gateway Cluster CA'

/** The cluster has its own certificate authority. */
export const cmCa001: Rule = {
  code: 'CM-CA-001',
  title: 'The cluster has its own certificate authority',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'The shipped authority has the same key in every installation, so anybody with an installation can pose as one of your nodes; the product raises an alert about it.',
  source: 'KB89292, BP',
  help: 'generate an authority (Cluster CA, Generate CA) and enter its name and fingerprint',
  examples: {
    invalid: { files: { 'cluster.yaml': 'centralManagement: { ca: { name: McAfee Web Gateway Cluster CA } }' } },
    valid: { files: { 'cluster.yaml': 'centralManagement: { ca: { name: Example Bank Gateway CA } }' } },
  },

  *check(cluster) {
    const shipped = cluster.nodes.filter(({ ca }) => ca !== undefined && ca !== cluster.ca && isShipped(ca))
    const owners = [
      { who: 'the cluster uses', ca: cluster.ca },
      ...shipped.map(({ name, ca }) => ({ who: `node "${name}" uses`, ca })),
    ]
    const said = new Set<string>()
    for (const { who, ca } of owners) {
      const key = JSON.stringify(ca?.origin.place)
      if (ca === undefined || !isShipped(ca) || said.has(key)) continue
      said.add(key)
      yield { message: `${who} the shipped authority "${SHIPPED}"`, place: ca.origin.place }
    }
  },
}

function isShipped({ value }: Sourced<CertificateAuthority>): boolean {
  return spoken(value.name) === spoken(SHIPPED)
}

/** A name as somebody would say it: without regard to case and to how many blanks there are. */
function spoken(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
